package chat.parley.check;

import chat.parley.Settings;
import chat.parley.store.StoreException;
import chat.parley.store.StoreSurvey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks the store: whether it can be used, its schema, the clocks and the free space. */
final class StoreCheck {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
    private static final Duration ENTRY_TOLERANCE = Duration.ofMinutes(1);
    private static final long MEGABYTE = 1L << 20;
    private static final long FEW_MEGABYTES = 1_024;
    private static final long TOO_FEW_MEGABYTES = 64;

    private final Settings.Storage storage;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();
    private boolean served;
    private String summary = "";

    StoreCheck(Settings.Storage storage, Instant now) {
        this.storage = storage;
        this.now = now;
    }

    List<Finding> findings() {
        if (storage.url() == null) {
            checkDirectory(existing(storage.data().toAbsolutePath().normalize()));
        }
        try {
            StoreSurvey survey = storage.url() == null
                    ? StoreSurvey.sqlite(storage.data())
                    : StoreSurvey.postgres(storage.url(), storage.user(), storage.password());
            served = survey.served();
            summary = survey.schema() == null
                    ? "a new, empty store"
                    : "schema version " + survey.schema() + (served ? ", in use by a running server" : "");
            check(survey);
        } catch (StoreException e) {
            summary = "unusable";
            findings.add(Finding.error("store: " + e.getMessage()));
        }
        return findings;
    }

    /** Whether a running server uses the store. */
    boolean isServed() {
        return served;
    }

    /** What was found, in a few words. */
    String summary() {
        return summary;
    }

    private void check(StoreSurvey survey) {
        if (survey.needsMigration()) {
            findings.add(Finding.warning("store: the next start migrates the schema from version " + survey.schema()
                    + " to " + survey.newestSchema()
                    + ", and older versions of Parley may be unable to use it then; take a"
                    + " backup first"));
        }
        if (survey.clock() != null
                && Duration.between(survey.clock(), now).abs().compareTo(CLOCK_TOLERANCE) > 0) {
            findings.add(Finding.warning("clock: the database's clock says " + survey.clock() + ", this machine's "
                    + now + "; synchronize both (NTP)"));
        }
        if (survey.newest().isAfter(now.plus(ENTRY_TOLERANCE))) {
            findings.add(Finding.warning("clock: the newest message is of " + survey.newest()
                    + ", but this machine's clock says " + now + "; set it"));
        }
    }

    private static Path existing(Path directory) {
        return Files.exists(directory) || directory.getParent() == null ? directory : existing(directory.getParent());
    }

    private void checkDirectory(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            findings.add(Finding.error("data: this user cannot write to " + directory + "; run check as the user of the"
                    + " server, or give it the directory"));
        }
        try {
            long free = Files.getFileStore(directory).getUsableSpace() / MEGABYTE;
            if (free < FEW_MEGABYTES) {
                String text = "data: only " + free + " MB are free in " + directory + "; free some space";
                findings.add(new Finding(free < TOO_FEW_MEGABYTES, text));
            }
        } catch (IOException e) {
            findings.add(Finding.warning("data: cannot tell how much space is free: " + e));
        }
    }
}

package chat.parley.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes backups of a running SQLite store, on a thread of its own. A backup gets its name only after it was checked.
 * Then the oldest ones are removed; as long as backups fail, none is. When the next one is due follows from the files,
 * so restarts do not change it. Thread-safe.
 */
public final class ScheduledBackups implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ScheduledBackups.class.getName());
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern NAME = Pattern.compile("parley-(?<time>\\d{8}T\\d{6}Z)\\.db");
    private static final Pattern REMAINS = Pattern.compile("parley-\\d{8}T\\d{6}Z\\.db\\.part(-journal|-wal|-shm)?");
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);
    /** After a failure; or the interval, if that is shorter. */
    private static final Duration RETRY_DELAY = Duration.ofMinutes(10);

    private final Path database;
    private final BackupPlan plan;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private volatile Instant lastGood;
    private volatile String problem;
    private Instant retryAt = Instant.MIN;

    private ScheduledBackups(Path database, BackupPlan plan, Clock clock, ThreadFactory threads) {
        this.database = database;
        this.plan = plan;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(threads);
    }

    /** @param data the directory of the store */
    public static ScheduledBackups start(Path data, BackupPlan plan, Clock clock, ThreadFactory threads) {
        ScheduledBackups backups = of(data, plan, clock, threads);
        long millis = Math.min(CHECK_INTERVAL.toMillis(), plan.interval().toMillis());
        backups.thread.scheduleWithFixedDelay(backups::takeIfDue, 0, millis, TimeUnit.MILLISECONDS);
        return backups;
    }

    static ScheduledBackups of(Path data, BackupPlan plan, Clock clock, ThreadFactory threads) {
        return new ScheduledBackups(DataFolder.database(data), plan, clock, threads);
    }

    /** When the last good backup was taken; null if there is none. */
    public Instant lastGood() {
        return lastGood;
    }

    /** Why the last attempt failed; null if it did not. */
    public String problem() {
        return problem;
    }

    /** Takes a backup if the newest one is older than the interval. Does not throw. */
    void takeIfDue() {
        try {
            Instant now = clock.instant();
            createDirectory();
            List<Path> present = backups();
            lastGood = present.isEmpty() ? null : time(present.get(0));
            boolean due = lastGood == null
                    || !now.isBefore(lastGood.plus(plan.interval()))
                    || lastGood.isAfter(now.plus(plan.interval())); // the clock was wrong
            if (due && !now.isBefore(retryAt)) {
                take(now);
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void take(Instant now) throws IOException {
        removeRemains();
        Path file = plan.directory().resolve("parley-" + TIME.format(now.atOffset(ZoneOffset.UTC)) + ".db");
        Backup.copy(database, file);
        if (problem != null) {
            LOG.log(Level.INFO, "Backups work again");
        }
        problem = null;
        lastGood = time(file);
        LOG.log(Level.INFO, "Backup written to {0} ({1} KB)", file, Long.toString(Files.size(file) / 1024));
        List<Path> present = backups();
        for (Path old : present.subList(Math.min(plan.keep(), present.size()), present.size())) {
            if (!old.equals(file)) {
                Files.delete(old);
            }
        }
    }

    private void failed(Exception e) {
        Duration delay = plan.interval().compareTo(RETRY_DELAY) < 0 ? plan.interval() : RETRY_DELAY;
        retryAt = clock.instant().plus(delay);
        problem = e instanceof StoreException ? e.getMessage() : e.toString();
        LOG.log(
                Level.ERROR,
                "Backup to {0} failed; the last good one is of {1}: {2}",
                plan.directory(),
                lastGood,
                problem);
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(plan.directory())) {
            Files.createDirectories(plan.directory());
            NewFile.restrict(plan.directory());
        }
    }

    /** The newest first. */
    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(plan.directory())) {
            return files.filter(file -> time(file) != null)
                    .sorted(Comparator.comparing(ScheduledBackups::time).reversed())
                    .toList();
        }
    }

    /** Deletes what a killed process left. */
    private void removeRemains() throws IOException {
        try (Stream<Path> files = Files.list(plan.directory())) {
            for (Path file : files.filter(each ->
                            REMAINS.matcher(each.getFileName().toString()).matches())
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Null for other files. */
    private static Instant time(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? LocalDateTime.parse(name.group("time"), TIME).toInstant(ZoneOffset.UTC)
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** An interrupted backup leaves no file with a backup's name. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}

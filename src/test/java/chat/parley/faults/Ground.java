package chat.parley.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A fresh data directory, and the settings of a server on it. */
record Ground(Path data) {
    private static final Path RUN =
            Path.of(System.getProperty("parley.build", "target"), "run").toAbsolutePath();
    /** Disables rate limits: one address runs all clients of the load. */
    private static final String UNLIMITED = "1000000";

    static Ground fresh(String name) {
        try {
            return new Ground(Files.createTempDirectory(Files.createDirectories(RUN), "faults-" + name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> settings() {
        return Map.of("data", data.toString(), "rate", UNLIMITED, "burst", UNLIMITED);
    }

    Path database() {
        return data.resolve("parley.db");
    }

    /** The file that SQLite writes first. */
    Path journal() {
        return data.resolve("parley.db-wal");
    }
}

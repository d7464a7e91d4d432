package chat.parley.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Many schedules, one after the other, up to the first violation. Called by its name also from outside of its class loader. */
public final class Run {
    private static final Logger PARLEY = Logger.getLogger("chat.parley");

    private Run() {}

    /**
     * @param first the first seed
     * @param count how many seeds from there on
     * @param burst the longest row of messages that somebody sends at once
     * @return what is wrong, and with which seed; null where nothing is
     */
    public static String of(long first, int count, int burst) throws IOException, SQLException {
        Level level = PARLEY.getLevel();
        PARLEY.setLevel(Level.OFF); // the trouble is ours, and there is much of it
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "model")), "run");
        try (FaultyStore store = new FaultyStore(folder.resolve("parley.db"))) {
            for (long seed = first; seed < first + count; seed++) {
                Throwable wrong = play(seed, store, burst, new Trace(false));
                if (wrong != null) {
                    Trace trace = new Trace(true);
                    Throwable again = play(seed, store, burst, trace);
                    return "seed " + seed + ": " + wrong.getMessage() + "\n  and when it is played again: " + (again == null ? "nothing" : again.getMessage()) + "\n  " + trace;
                }
            }
            return null;
        } finally {
            PARLEY.setLevel(level);
        }
    }

    private static Throwable play(long seed, FaultyStore store, int burst, Trace trace) {
        try {
            new Schedule(seed, store, burst, trace).run();
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            if (!(e instanceof Violation)) {
                StackTraceElement[] where = e.getStackTrace();
                return new Violation(e + " at " + (where.length == 0 ? "?" : where[0] + " < " + (where.length > 2 ? where[1] + " < " + where[2] : "")), e);
            }
            return e;
        }
    }
}

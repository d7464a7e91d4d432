package chat.parley.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * Plays consecutive schedules up to the first violation. Public because {@link Variant} calls it in another class
 * loader.
 */
public final class Run {
    private Run() {}

    /**
     * Plays with production sizes.
     *
     * @param first the first seed
     * @param count number of consecutive seeds
     * @return the violation and its seed, or null if there is none
     */
    static String standard(long first, int count) throws IOException, SQLException {
        return play(Scale.STANDARD, first, count, Map.of());
    }

    /**
     * Plays with sizes so small that a few messages reach every limit.
     *
     * @param sql replacements in SQL statements
     * @return the violation and its seed, or null if there is none
     * @throws AssertionError if no statement was changed
     */
    public static String small(long first, int count, Map<String, String> sql) throws IOException, SQLException {
        return play(Scale.SMALL, first, count, sql);
    }

    private static String play(Scale scale, long first, int count, Map<String, String> edits)
            throws IOException, SQLException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "model")), "run");
        RewrittenSql sql = new RewrittenSql(edits);
        try (FaultyStore store = new FaultyStore(folder.resolve("parley.db"), sql)) {
            for (long seed = first; seed < first + count; seed++) {
                Throwable wrong = play(seed, store, scale, new Trace(false));
                if (wrong != null) {
                    sql.requireUse();
                    Trace trace = new Trace(true);
                    Throwable again = play(seed, store, scale, trace);
                    return "seed " + seed + ": " + wrong.getMessage() + "\n  played again: "
                            + (again == null ? "nothing" : again.getMessage()) + "\n  " + trace;
                }
            }
            sql.requireUse();
            return null;
        }
    }

    private static Throwable play(long seed, FaultyStore store, Scale scale, Trace trace) {
        try {
            new Schedule(seed, store, scale, trace).run();
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            if (!(e instanceof Violation)) {
                StackTraceElement[] where = e.getStackTrace();
                return new Violation(
                        e + " at "
                                + (where.length == 0
                                        ? "?"
                                        : where[0] + " < " + (where.length > 2 ? where[1] + " < " + where[2] : "")),
                        e);
            }
            return e;
        }
    }
}

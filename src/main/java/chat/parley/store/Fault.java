package chat.parley.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.stream.Stream;
import org.sqlite.SQLiteException;

/** Classifies failures of the store. */
public enum Fault {
    /** The store rejects this value; other values still work. */
    INVALID_DATA,
    /** A retry may succeed soon: a lock, a lost connection, a database that restarts. */
    TRANSIENT,
    /** The operator must act: a full disk, a file that cannot be written. */
    PERMANENT,
    /** The files are corrupt; see {@link Damage}. */
    DAMAGE;

    /** Data exceptions and exceeded program limits. */
    private static final Set<String> INVALID_DATA_STATES = Set.of("22", "54");
    /** "Data corrupted" and "index corrupted". */
    private static final Set<String> DAMAGE_STATES = Set.of("XX001", "XX002");
    /**
     * Connection failures, serialization failures and deadlocks, too many connections, shutdown by an administrator,
     * start-up; see appendix A of PostgreSQL's manual.
     */
    private static final Set<String> TRANSIENT_STATES = Set.of("08", "40", "53300", "57", "55P03");

    public static Fault of(SQLException failure) {
        SQLiteException file = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .filter(SQLiteException.class::isInstance)
                .map(SQLiteException.class::cast)
                .findFirst()
                .orElse(null);
        if (file != null) {
            return of(file);
        }
        String state = failure.getSQLState();
        if (state == null || state.length() < 2) {
            return TRANSIENT; // pools of containers give no state when they have no connection left
        }
        if (DAMAGE_STATES.contains(state)) {
            return DAMAGE;
        }
        if (INVALID_DATA_STATES.contains(state.substring(0, 2))) {
            return INVALID_DATA;
        }
        boolean isTransient = TRANSIENT_STATES.contains(state)
                || TRANSIENT_STATES.contains(state.substring(0, 2))
                || failure instanceof SQLTransientException;
        return isTransient ? TRANSIENT : PERMANENT;
    }

    public static boolean isDamage(Throwable failure) {
        return failure instanceof SQLException sql && of(sql) == DAMAGE;
    }

    private static Fault of(SQLiteException failure) {
        return switch (failure.getResultCode()) {
            case SQLITE_TOOBIG, SQLITE_MISMATCH -> INVALID_DATA;
            case SQLITE_BUSY,
                    SQLITE_BUSY_SNAPSHOT,
                    SQLITE_BUSY_RECOVERY,
                    SQLITE_BUSY_TIMEOUT,
                    SQLITE_LOCKED,
                    SQLITE_INTERRUPT -> TRANSIENT;
            case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_CORRUPT_VTAB, SQLITE_NOTADB ->
                DAMAGE;
            default -> PERMANENT;
        };
    }
}

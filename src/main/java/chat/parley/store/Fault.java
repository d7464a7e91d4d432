package chat.parley.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.stream.Stream;
import org.sqlite.SQLiteException;

/** What kind of trouble an exception of the store's tells of. */
public enum Fault {
    /** Something that was to be stored does not fit; anything else does. */
    OF_THE_DATA,
    /** The same may work in a moment: a lock, a lost connection, a server that restarts. */
    PASSING,
    /** Somebody has to do something: a full disk, a file that cannot be written. */
    OF_THE_STORE,
    /** The files are not what they were: see {@link Damage}. */
    OF_THE_FILES;

    /** What a value is, and what a row or an index can hold. */
    private static final Set<String> DATA = Set.of("22", "54");
    /** "Data corrupted" and "index corrupted". */
    private static final Set<String> DAMAGE = Set.of("XX001", "XX002");
    /** Connection, serialisation and deadlock, too many connections, shut down by an administrator or starting up; PostgreSQL's manual, appendix A. */
    private static final Set<String> PASS = Set.of("08", "40", "53300", "57", "55P03");

    public static Fault of(SQLException failure) {
        SQLiteException file = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .filter(SQLiteException.class::isInstance).map(SQLiteException.class::cast).findFirst().orElse(null);
        if (file != null) {
            return of(file);
        }
        String state = failure.getSQLState();
        if (state == null || state.length() < 2) {
            return PASSING; // containers' pools do not say more when they have no connection to give
        }
        if (DAMAGE.contains(state)) {
            return OF_THE_FILES;
        }
        if (DATA.contains(state.substring(0, 2))) {
            return OF_THE_DATA;
        }
        boolean passing = PASS.contains(state) || PASS.contains(state.substring(0, 2)) || failure instanceof SQLTransientException;
        return passing ? PASSING : OF_THE_STORE;
    }

    public static boolean isDamage(Throwable failure) {
        return failure instanceof SQLException sql && of(sql) == OF_THE_FILES;
    }

    private static Fault of(SQLiteException failure) {
        return switch (failure.getResultCode()) {
            case SQLITE_TOOBIG, SQLITE_MISMATCH -> OF_THE_DATA;
            case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_TIMEOUT, SQLITE_LOCKED, SQLITE_INTERRUPT -> PASSING;
            case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_CORRUPT_VTAB, SQLITE_NOTADB -> OF_THE_FILES;
            default -> OF_THE_STORE;
        };
    }
}

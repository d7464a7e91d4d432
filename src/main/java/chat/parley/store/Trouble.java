package chat.parley.store;

import chat.parley.metrics.Counts;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/**
 * Tracks whether the store works, and logs each change instead of every failure. Safe for many threads.
 */
public final class Trouble {
    private static final System.Logger LOG = System.getLogger(Trouble.class.getName());
    private static final double NANOS = 1e9;

    /** Kinds of failures, for monitoring. */
    public enum Kind {
        INVALID_DATA,
        TRANSIENT,
        PERMANENT,
        DAMAGE,
        /** A commit whose outcome is unknown. */
        IN_DOUBT,
        /** Not the store's: a bug, or memory. */
        OTHER
    }

    private final String action;
    private final String consequence;
    private final LongSupplier nanos;
    private final Counts<Kind> faults = new Counts<>(Kind.class);
    private volatile boolean failing;
    private long since;

    /** @param action what can fail, such as {@code write to the log} */
    Trouble(String action, LongSupplier nanos) {
        this(action, "clients get errors", nanos);
    }

    /** @param consequence the effect while it fails, for the server's log */
    public Trouble(String action, String consequence, LongSupplier nanos) {
        this.action = action;
        this.consequence = consequence;
        this.nanos = nanos;
    }

    /** Whether the last attempt failed. */
    public boolean isFailing() {
        return failing;
    }

    /** How many attempts have failed, and why. */
    public Counts<Kind> faults() {
        return faults;
    }

    /** Call it after each failure. */
    public void failed(Throwable failure) {
        faults.count(kindOf(failure));
        log(failure instanceof InDoubt ? failure.getCause() : failure);
    }

    private static Kind kindOf(Throwable failure) {
        if (failure instanceof InDoubt) {
            return Kind.IN_DOUBT;
        }
        if (!(failure instanceof SQLException sql)) {
            return Kind.OTHER;
        }
        return switch (Fault.of(sql)) {
            case INVALID_DATA -> Kind.INVALID_DATA;
            case TRANSIENT -> Kind.TRANSIENT;
            case PERMANENT -> Kind.PERMANENT;
            case DAMAGE -> Kind.DAMAGE;
        };
    }

    private synchronized void log(Throwable failure) {
        if (failing) {
            LOG.log(Level.DEBUG, () -> "Still cannot " + action, failure);
            return;
        }
        failing = true;
        since = nanos.getAsLong();
        String sentence = Fault.isDamage(failure)
                ? "The store is damaged; stop the server, keep the files and restore a backup: "
                : "Cannot " + action + "; " + consequence + " until this works again: ";
        LOG.log(Level.ERROR, sentence + failure, failure);
    }

    /** Call it after each success. */
    public synchronized void recovered() {
        if (failing) {
            failing = false;
            LOG.log(
                    Level.INFO,
                    String.format("Recovered after %.1f s: can %s again", (nanos.getAsLong() - since) / NANOS, action));
        }
    }
}

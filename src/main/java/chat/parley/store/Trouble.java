package chat.parley.store;

import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/**
 * Tracks whether the store works, and logs each change instead of every failure. Safe for many threads.
 */
public final class Trouble {
    private static final System.Logger LOG = System.getLogger(Trouble.class.getName());
    private static final double NANOS = 1e9;

    private final String action;
    private final String consequence;
    private final LongSupplier nanos;
    private boolean failing;
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

    /** Call it after each failure. */
    public synchronized void failed(Throwable failure) {
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

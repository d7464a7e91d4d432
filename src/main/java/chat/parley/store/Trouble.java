package chat.parley.store;

import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/** Whether the store works, as far as is known; says so in the server's log when that changes, and not for every message. Safe for many threads. */
public final class Trouble {
    private static final System.Logger LOG = System.getLogger(Trouble.class.getName());
    private static final double NANOS = 1e9;

    private final String doing;
    private final String meanwhile;
    private final LongSupplier nanos;
    private boolean here;
    private long since;

    /** @param doing what does not work, such as {@code written} */
    Trouble(String doing, LongSupplier nanos) {
        this(doing, "whoever asks is told so", nanos);
    }

    /** @param meanwhile what that means, until it works again */
    public Trouble(String doing, String meanwhile, LongSupplier nanos) {
        this.doing = doing;
        this.meanwhile = meanwhile;
        this.nanos = nanos;
    }

    public synchronized void appeared(Throwable failure) {
        if (here) {
            LOG.log(Level.DEBUG, () -> "The log can still not be " + doing, failure);
            return;
        }
        here = true;
        since = nanos.getAsLong();
        String sentence = Fault.isDamage(failure)
                ? "The store is damaged; stop the server, keep the files, and restore a backup: "
                : "The log cannot be " + doing + ", and " + meanwhile + " until it can: ";
        LOG.log(Level.ERROR, sentence + failure, failure);
    }

    /** Something worked. */
    public synchronized void isOver() {
        if (here) {
            here = false;
            LOG.log(Level.INFO, String.format("The log can be %s again, after %.1f s", doing, (nanos.getAsLong() - since) / NANOS));
        }
    }

}

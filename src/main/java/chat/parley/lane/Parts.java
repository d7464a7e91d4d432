package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What something consists of that starts part by part. Closing it closes the parts, the newest first: at its end, or when
 * a later part cannot be made. A part that cannot be closed keeps no other one open. For one thread at a time.
 */
public final class Parts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** @return the part */
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception | Error e) { // the others must be closed, too
            LOG.log(Level.WARNING, "A part cannot be closed", e);
        }
    }
}

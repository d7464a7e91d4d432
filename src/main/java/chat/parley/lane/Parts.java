package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes parts in reverse order of their creation, at shutdown or when a later part fails to start. A part that fails
 * to close does not prevent closing the others. Not thread-safe.
 */
public final class Parts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Adds and returns the part. */
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes all parts. Further calls do nothing. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception | Error e) { // close the remaining parts
            LOG.log(Level.WARNING, "Cannot close " + part.getClass().getName(), e);
        }
    }
}

package chat.parley.bench;

import chat.parley.client.NioConnection;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * Reads and writes all connections on the calling thread, including those that are not being measured, so that their
 * servers don't close them.
 */
final class Pump {
    final Selector selector = Selector.open();
    /** The time of the current read, in nanoseconds. */
    long now;
    /** Time spent working, in nanoseconds. */
    long busyNanos;
    /** Connections that servers have closed. */
    int closed;

    Pump() throws IOException {}

    /** Waits at most this long. @return the number of connections that were ready */
    int run(int waitMillis) throws IOException {
        int ready = waitMillis > 0 ? selector.select(waitMillis) : selector.selectNow();
        if (ready > 0) {
            long began = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                now = System.nanoTime();
                // The key is checked again because ready() may close the connection.
                if (key.isValid() && !((NioConnection) key.attachment()).ready() && key.isValid()) {
                    key.cancel();
                    closed++;
                }
            }
            selector.selectedKeys().clear();
            busyNanos += System.nanoTime() - began;
        }
        return ready;
    }
}

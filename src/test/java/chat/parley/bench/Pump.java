package chat.parley.bench;

import chat.parley.client.NioConnection;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Moves the bytes of all connections, on the thread which calls: also of those that are not measured now, so that their servers hear from them. */
final class Pump {
    final Selector selector = Selector.open();
    /** The time of the read that is worked on, in nanoseconds. */
    long now;
    /** Time in which there was something to do. */
    long busyNanos;
    /** Connections that their servers have ended. */
    int closed;

    Pump() throws IOException {
    }

    /** Waits this long at most; how many connections there was something to do for. */
    int run(int waitMillis) throws IOException {
        int ready = waitMillis > 0 ? selector.select(waitMillis) : selector.selectNow();
        if (ready > 0) {
            long began = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                now = System.nanoTime();
                if (key.isValid() && !((NioConnection) key.attachment()).ready() && key.isValid()) { // still: we may have closed it ourselves
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

package chat.parley.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** One direction of a connection through a {@link Proxy}. For the proxy's thread only. */
final class Flow {
    private static final int ROOM = 16 * 1024;
    private static final int SLICES_AT_ONCE = 64;

    private final SocketChannel from;
    private final SocketChannel to;
    private final ByteBuffer waiting = ByteBuffer.allocate(ROOM).flip();
    private long nextAt = System.nanoTime();
    private boolean ended;
    private boolean endTold;

    Flow(SocketChannel from, SocketChannel to) {
        this.from = from;
        this.to = to;
    }

    /** Forwards available bytes. @return whether there were any */
    boolean carry(Weather weather) throws IOException {
        boolean moved = false;
        if (!weather.passes()) {
            return false;
        }
        if (!waiting.hasRemaining() && !ended) {
            waiting.clear();
            ended = from.read(waiting) < 0;
            waiting.flip();
        }
        for (int slices = 0;
                slices < SLICES_AT_ONCE && waiting.hasRemaining() && nextAt - System.nanoTime() <= 0;
                slices++) {
            ByteBuffer slice = waiting.slice(waiting.position(), Math.min(weather.slice(), waiting.remaining()));
            int written = to.write(slice);
            if (written == 0) {
                break;
            }
            moved = true;
            waiting.position(waiting.position() + written);
            nextAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(weather.every());
        }
        if (ended && !waiting.hasRemaining() && !endTold) {
            endTold = true;
            to.shutdownOutput();
        }
        return moved;
    }

    /** Whether the end of the stream has been forwarded. */
    boolean isOver() {
        return endTold;
    }
}

package chat.parley.room;

import chat.parley.delivery.Close;
import chat.parley.delivery.Wire;
import chat.parley.io.WebSockets;
import chat.parley.lane.SpareThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes wires on threads of its own: a host may block on the network. Thread-safe; only {@link #finish} blocks. */
final class ClosingWires {
    private static final int CLOSING_THREADS = 4;
    private static final long IDLE_SECONDS = 10;
    private static final long GOODBYE_SECONDS = 3;

    private final Sessions sessions;
    private final ThreadPoolExecutor closers;

    ClosingWires(Sessions sessions, ThreadFactory threads) {
        this.sessions = sessions;
        this.closers = new ThreadPoolExecutor(
                CLOSING_THREADS,
                CLOSING_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new SpareThreads(threads),
                (goodbye, ended) -> goodbye.run()); // after shutdown the caller closes the connection itself
        closers.allowCoreThreadTimeOut(true);
    }

    void close(Wire wire, Close reason) {
        closers.execute(() -> wire.close(reason));
        sessions.later(WebSockets.GOODBYE, () -> closers.execute(wire::cut));
    }

    /** Waits at most 3 s for the close frames to be sent. */
    void finish() {
        closers.shutdown();
        try {
            closers.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closers.shutdownNow();
    }
}

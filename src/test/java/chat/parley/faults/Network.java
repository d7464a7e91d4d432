package chat.parley.faults;

import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.NativeConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** What the clients of a load share: a few threads, and the server's address, which may change. Thread-safe. */
final class Network implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int THREADS = 4;

    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, daemons());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons());
    private final HttpClient client = HttpClient.newBuilder()
            .executor(workers)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private volatile URI server;

    Network(URI server) {
        this.server = server;
    }

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work, "load");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Directs new connections to this address. */
    void lead(URI elsewhere) {
        server = elsewhere;
    }

    /** Connects. A failed connection counts as ended. */
    void connect(NativeConnection connection) {
        endIfFailed(connection, connection.open(client, server, CONNECT_LIMIT));
    }

    /** Sends a frame. A failure ends the connection. */
    void send(NativeConnection connection, String frame) {
        endIfFailed(connection, connection.send(frame));
    }

    private static void endIfFailed(NativeConnection connection, CompletableFuture<WebSocket> action) {
        action.whenComplete((open, failure) -> {
            if (failure != null) {
                connection.abandon();
            }
        });
    }

    /** The page of a room's history after this offset. */
    Heard history(String room, long after) {
        try {
            return new HttpApi(URI.create(server.toString().replaceFirst("^ws", "http")))
                    .history(room, "?limit=100&after=" + after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void later(long millis, Runnable work) {
        try {
            clock.schedule(work, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException over) {
            // no longer relevant
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }
}

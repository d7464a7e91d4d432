package chat.parley.load;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One thread that plays a share of the sessions, with their connections and what they measure. */
final class LoadWorker implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final ExecutorService thread;
    private final HttpClient client;
    private final AtomicLong busyNanos = new AtomicLong();
    /** For the thread of this worker only. */
    final LoadMeter meter = new LoadMeter();
    /** When the newest event arrived. */
    volatile long lastHeard = System.nanoTime();

    LoadWorker(int number) {
        thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(), // each connection has a few tasks at most, and posts under way are
                        // counted
                        task -> {
                            Thread created = new Thread(task, "load-" + number);
                            created.setDaemon(true);
                            return created;
                        },
                        new ThreadPoolExecutor.DiscardPolicy()) { // connections that end after the run
                    private long began;

                    @Override
                    protected void beforeExecute(Thread one, Runnable task) {
                        began = System.nanoTime();
                    }

                    @Override
                    protected void afterExecute(Runnable task, Throwable failure) {
                        busyNanos.setOpaque(busyNanos.getOpaque() + System.nanoTime() - began);
                    }
                };
        client = HttpClient.newBuilder()
                .executor(thread)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /** Time spent at work so far. */
    long busyNanos() {
        return busyNanos.get();
    }

    WebSocket.Builder connection() {
        return client.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT);
    }

    void execute(Runnable task) {
        thread.execute(task);
    }

    void later(long millis, Runnable task) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, thread).execute(task);
    }

    /** Runs a task on the thread of this worker and waits for its result. */
    <T> T ask(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return task.call();
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        },
                        thread)
                .join();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

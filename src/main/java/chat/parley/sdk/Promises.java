package chat.parley.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the application waits for. There are at most as many as the outbox may have. They are completed on a thread of
 * their own, so that a listener may wait for one, and a stage that blocks does not hold up the client. Thread-safe.
 */
final class Promises {
    private static final long IDLE_SECONDS = 10;

    private final ClientLane lane;
    private final int most;
    private final Semaphore free;
    private final ThreadPoolExecutor executor;

    Promises(ClientOptions options, ClientLane lane) {
        this.lane = lane;
        most = options.outbox();
        free = new Semaphore(most);
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), options.threads());
        executor.allowCoreThreadTimeOut(true);
    }

    /** Starts something on the lane. The result fails at once if too much has been started. */
    <T> CompletableFuture<T> promise(Consumer<CompletableFuture<T>> start) {
        if (!free.tryAcquire()) {
            return failed(new ParleyException(
                    ParleyException.OUTBOX_FULL,
                    most + " commands wait for the server: send more when some are acknowledged"));
        }
        CompletableFuture<T> promise = new CompletableFuture<>();
        promise.whenComplete((value, failure) -> free.release());
        if (!lane.execute(() -> start.accept(promise))) {
            promise.completeExceptionally(closed());
        }
        return promise.copy(); // cancelling it must not free a place while the command still waits
    }

    /** Fails like all others: with the error as the cause of a {@code CompletionException}. */
    static <T> CompletableFuture<T> failed(ParleyException error) {
        return CompletableFuture.<T>failedFuture(error).copy();
    }

    static ParleyException closed() {
        return new ParleyException(ParleyException.CLOSED, "The client was closed");
    }

    <T> void complete(CompletableFuture<T> promise, T value) {
        later(() -> promise.complete(value));
    }

    void fail(CompletableFuture<?> promise, ParleyException error) {
        later(() -> promise.completeExceptionally(error));
    }

    private void later(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException closed) {
            completion.run();
        }
    }

    /** What has been completed by now still reaches the application. */
    void close() {
        executor.shutdown();
    }
}

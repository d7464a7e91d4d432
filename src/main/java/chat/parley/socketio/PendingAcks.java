package chat.parley.socketio;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Acknowledgements that a client owes. Safe for many threads. */
final class PendingAcks {
    private final Map<Long, CompletableFuture<Arguments>> pending = new ConcurrentHashMap<>();

    /**
     * Registers an expected acknowledgement. The future fails with a {@link TimeoutException} after the timeout,
     * or when the client disconnects.
     */
    CompletableFuture<Arguments> expect(long id, Duration timeout) {
        CompletableFuture<Arguments> answer = new CompletableFuture<>();
        pending.put(id, answer);
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((arguments, failure) -> pending.remove(id));
    }

    /**
     * Completes the expected acknowledgement. Ignores unknown ids, because acknowledgements may arrive after the
     * timeout.
     */
    void complete(Long id, Arguments arguments) {
        CompletableFuture<Arguments> answer = id == null ? null : pending.get(id);
        if (answer != null) {
            answer.complete(arguments);
        }
    }

    void end() {
        pending.values()
                .forEach(answer -> answer.completeExceptionally(new CompletionException("Client disconnected", null)));
    }
}

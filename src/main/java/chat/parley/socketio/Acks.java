package chat.parley.socketio;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers that one client owes. Safe for many threads. */
final class Acks {
    private final Map<Long, CompletableFuture<Arguments>> owed = new ConcurrentHashMap<>();

    /** Fails with a {@link TimeoutException} after this time, and when the client goes. */
    CompletableFuture<Arguments> expect(long id, Duration patience) {
        CompletableFuture<Arguments> answer = new CompletableFuture<>();
        owed.put(id, answer);
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((arguments, failure) -> owed.remove(id));
    }

    /** Answers that nobody waits for are nobody's fault: they may be late. */
    void came(Long id, Arguments arguments) {
        CompletableFuture<Arguments> answer = id == null ? null : owed.get(id);
        if (answer != null) {
            answer.complete(arguments);
        }
    }

    void end() {
        owed.values().forEach(answer -> answer.completeExceptionally(new CompletionException("the client has gone", null)));
    }
}

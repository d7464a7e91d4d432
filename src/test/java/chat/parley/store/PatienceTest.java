package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Limits on the number and duration of pending reads. */
class PatienceTest {
    private static final int MANY = 100_000;

    private final AtomicLong nanos = new AtomicLong();
    private final Patience patience = new Patience(nanos::get);

    @Test
    void aSlowReadDoesNotBlockOthers() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        assertTrue(patience.begin(slow));
        for (int i = 0; i < MANY; i++) {
            CompletableFuture<String> quick = new CompletableFuture<>();
            assertTrue(patience.begin(quick), "refused after " + i + " finished reads, with one pending");
            quick.complete("found");
        }
        assertFalse(slow.isDone());
    }

    @Test
    void eachFinishedReadMakesRoomForAnother() {
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        CompletableFuture<String> next = new CompletableFuture<>();
        while (patience.begin(next)) {
            assertTrue(waiting.size() < MANY, "there is no bound");
            waiting.add(next);
            next = new CompletableFuture<>();
        }
        waiting.get(waiting.size() / 2).complete("found");
        assertTrue(patience.begin(next));
        assertFalse(patience.begin(new CompletableFuture<>()));
    }

    @Test
    void aReadThatTakesTooLongFails() {
        CompletableFuture<String> first = new CompletableFuture<>();
        patience.begin(first);
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        CompletableFuture<String> second = new CompletableFuture<>();
        patience.begin(second);
        patience.expire();
        assertFalse(first.isDone());
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        patience.expire();
        Refusal told =
                (Refusal) assertThrows(CompletionException.class, first::join).getCause();
        assertEquals(ErrorCode.UNAVAILABLE, told.code());
        assertFalse(second.isDone());
    }
}

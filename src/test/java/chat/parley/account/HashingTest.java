package chat.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.lane.Lane;
import chat.parley.log.LogBench;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Argon2id on a lane that the test runs. */
class HashingTest {
    /** A test vector of the reference implementation (its test.c), as text. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private static final String WELL_FORMED =
            "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}";

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Hashing hashing = new Hashing(new Lane() {
        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void later(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }
    });

    private <T> T result(CompletionStage<T> stage) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        return stage.toCompletableFuture().join();
    }

    @Test
    void aHashIsThatOfItsPasswordOnly() {
        String hash = result(hashing.hash("correct horse", null));
        assertTrue(hash.matches(WELL_FORMED), hash);
        assertNotEquals(hash, result(hashing.hash("correct horse", null)), "a salt of its own");
        assertTrue(result(hashing.matches("correct horse", hash, null)));
        assertFalse(result(hashing.matches("Correct horse", hash, null)));
    }

    @Test
    void theHashesAreThoseOfTheReferenceImplementationAlsoWithOtherParameters() {
        assertTrue(result(hashing.matches("password", REFERENCE, null)));
        assertFalse(result(hashing.matches("Password", REFERENCE, null)));
    }

    @Test
    void nobodyHasNoPasswordButAHashIsComputedAllTheSame() {
        CompletionStage<Boolean> answer = hashing.matches("correct horse", null, null);
        assertEquals(1, tasks.size());
        assertFalse(result(answer));
    }

    @Test
    void moreThanTheQueueHoldsIsBusyUntilItDrains() {
        List<CompletionStage<String>> waiting = new ArrayList<>();
        for (int i = 0; i < Hashing.QUEUE; i++) {
            waiting.add(hashing.hash("password " + i, null));
        }
        assertEquals(ErrorCode.BUSY, LogBench.refusal(hashing.hash("one more", null)));
        assertEquals(Hashing.QUEUE, tasks.size());
        tasks.remove().run();
        assertTrue(waiting.get(0).toCompletableFuture().isDone());
        hashing.hash("another", null);
        assertEquals(Hashing.QUEUE, tasks.size());
        assertEquals(ErrorCode.BUSY, LogBench.refusal(hashing.matches("one more", null, null)));
    }

    @Test
    void oneAddressLeavesRoomForOthers() {
        for (int i = 0; i < Hashing.SHARE; i++) {
            hashing.matches("password " + i, null, "192.0.2.1");
        }
        assertEquals(ErrorCode.BUSY, LogBench.refusal(hashing.hash("one more", "192.0.2.1")));
        CompletionStage<String> other = hashing.hash("another person", "192.0.2.2");
        assertTrue(result(other).startsWith("$argon2id$"));
        assertTrue(result(hashing.hash("once more", "192.0.2.1")).startsWith("$argon2id$"), "when it has drained");
    }

    @Test
    void aDamagedHashFailsAndFreesItsPlace() {
        for (int i = 0; i <= Hashing.QUEUE; i++) {
            CompletionStage<Boolean> answer = hashing.matches("correct horse", "damaged", null);
            tasks.remove().run();
            assertTrue(answer.toCompletableFuture().isCompletedExceptionally());
        }
        assertTrue(result(hashing.hash("correct horse", null)).startsWith("$argon2id$"));
    }
}

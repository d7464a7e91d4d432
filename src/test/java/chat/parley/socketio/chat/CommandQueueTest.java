package chat.parley.socketio.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.socketio.AckCallback;
import chat.parley.socketio.Arguments;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the order, retries and limits of waiting commands. */
class CommandQueueTest {
    private static final Set<ErrorCode> TEMPORARY = EnumSet.of(
            ErrorCode.RATE_LIMITED, ErrorCode.BUSY, ErrorCode.UNAVAILABLE, ErrorCode.SERVER, ErrorCode.HELLO_FIRST);

    private final CommandQueue queue = new CommandQueue();

    private record Number(Long id) implements AckCallback {
        @Override
        public void send(Arguments arguments) {}
    }

    @Test
    void postsRunOneAtATimeInOrder() {
        for (String ref : List.of("a", "b", "c")) {
            queue.add(post(ref, 1, 0));
        }
        for (String ref : List.of("a", "b", "c")) {
            assertEquals(ref, queue.next().command().ref());
            assertNull(queue.next());
            assertEquals(ref, queue.complete(stored(ref)).command().ref());
        }
        assertNull(queue.next());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aPostIsRetriedAfterTemporaryErrors(ErrorCode code) {
        queue.add(post("a", 1, 0));
        queue.next();
        Event.Failure refusal = new Event.Failure("a", code, "no", 70L);
        assertEquals(TEMPORARY.contains(code) ? Duration.ofMillis(70) : null, queue.retryDelayAfter(refusal, 1));
        assertEquals("a", queue.underWay().command().ref());
        assertEquals("a", queue.complete(refusal).command().ref());
    }

    @Test
    void retriesStopWhenTheClientHasStoppedAsking() {
        Event.Failure refusal = new Event.Failure("a", ErrorCode.UNAVAILABLE, "no", null);
        long retryTime = CommandQueue.RETRY_TIME.toNanos();
        queue.add(post("a", 1, 0));
        queue.next();
        assertNotNull(queue.retryDelayAfter(refusal, retryTime));
        queue.add(post("a", 2, retryTime));
        assertNotNull(queue.retryDelayAfter(refusal, 2 * retryTime));
        assertNull(queue.retryDelayAfter(refusal, 2 * retryTime + 1));
    }

    @Test
    void aRepeatedPostIsAcknowledgedToAllPendingRequests() {
        for (int id = 1; id <= 20; id++) {
            queue.add(post("a", id, 0));
            queue.next();
        }
        List<Long> answered =
                queue.complete(stored("a")).acks().stream().map(AckCallback::id).toList();
        assertEquals(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L), answered);
        assertNull(queue.next());
    }

    @Test
    void aPostWithTheSameRefAndAnotherTextIsNotARepetition() {
        queue.add(post("a", 1, 0));
        queue.add(PendingCommand.retried(
                new Write.Post("a", "room", "other words", null), null, "other words", new Number(2L), 0));
        queue.next();
        queue.complete(stored("a"));
        assertEquals("a", queue.next().command().ref());
    }

    @Test
    void aJoinAfterALeaveIsNotARepetition() {
        for (Command command : List.of(
                new Command.Join("1", "room", null, null),
                new Command.Leave("2", "room"),
                new Command.Join("3", "room", null, null))) {
            queue.add(PendingCommand.retried(
                    command, null, command instanceof Command.Join ? "join" : "leave", new Number(1L), 0));
        }
        assertEquals("1", queue.next().command().ref());
        queue.complete(new Event.Joined(
                "1", "room", "p", 0, false, 1, List.of(), null, null, null, null, null, null, null, null));
        assertEquals("2", queue.next().command().ref());
        queue.complete(Event.Ack.done("2", "room"));
        assertEquals("3", queue.next().command().ref());
    }

    @Test
    void aReplyToAnotherCommandWithTheSameRefIsIgnored() {
        queue.add(post("a", 1, 0));
        queue.next();
        assertNull(queue.complete(new Event.Pong("a")));
        assertNull(queue.complete(Event.Ack.done("a", null)));
        assertNull(queue.complete(stored("b")));
        assertEquals("a", queue.complete(stored("a")).command().ref());
    }

    @Test
    void theLineIsLimitedInNumberAndSize() {
        assertEquals(
                ErrorCode.BUSY,
                assertThrows(Refusal.class, () -> {
                            for (int i = 0; i < 1_000; i++) {
                                queue.add(post("ref" + i, i, 0));
                            }
                        })
                        .code());
        for (PendingCommand pending = queue.next(); pending != null; pending = queue.next()) {
            queue.complete(stored(pending.command().ref()));
        }
        String large = "x".repeat(60_000);
        assertThrows(Refusal.class, () -> {
            for (int i = 0; i < 10; i++) {
                queue.add(PendingCommand.once(new Write.Post("ref" + i, "room", "words", null), large));
            }
        });
    }

    private static PendingCommand post(String ref, long id, long nanos) {
        return PendingCommand.retried(new Write.Post(ref, "room", "words", null), null, ref, new Number(id), nanos);
    }

    private static Event.Ack stored(String ref) {
        return new Event.Ack(ref, "room", 1L, "p", Instant.EPOCH);
    }
}

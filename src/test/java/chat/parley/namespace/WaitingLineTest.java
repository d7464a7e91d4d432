package chat.parley.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.socketio.Answer;
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
class WaitingLineTest {
    private static final Set<ErrorCode> TEMPORARY =
            EnumSet.of(ErrorCode.RATE_LIMITED, ErrorCode.BUSY, ErrorCode.UNAVAILABLE, ErrorCode.SERVER, ErrorCode.HELLO_FIRST);

    private final WaitingLine line = new WaitingLine();

    private record Number(Long id) implements Answer {
        @Override
        public void send(Arguments arguments) {}
    }

    @Test
    void postsRunOneAtATimeInOrder() {
        for (String ref : List.of("a", "b", "c")) {
            line.add(post(ref, 1, 0));
        }
        for (String ref : List.of("a", "b", "c")) {
            assertEquals(ref, line.next().command().ref());
            assertNull(line.next());
            assertEquals(ref, line.complete(stored(ref)).command().ref());
        }
        assertNull(line.next());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aPostIsRetriedAfterTemporaryErrors(ErrorCode code) {
        line.add(post("a", 1, 0));
        line.next();
        Event.Failure refusal = new Event.Failure("a", code, "no", 70L);
        assertEquals(TEMPORARY.contains(code) ? Duration.ofMillis(70) : null, line.retryDelayAfter(refusal, 1));
        assertEquals("a", line.underWay().command().ref());
        assertEquals("a", line.complete(refusal).command().ref());
    }

    @Test
    void retriesStopWhenTheClientHasStoppedAsking() {
        Event.Failure refusal = new Event.Failure("a", ErrorCode.UNAVAILABLE, "no", null);
        long retryTime = WaitingLine.RETRY_TIME.toNanos();
        line.add(post("a", 1, 0));
        line.next();
        assertNotNull(line.retryDelayAfter(refusal, retryTime));
        line.add(post("a", 2, retryTime));
        assertNotNull(line.retryDelayAfter(refusal, 2 * retryTime));
        assertNull(line.retryDelayAfter(refusal, 2 * retryTime + 1));
    }

    @Test
    void aRepeatedPostIsAcknowledgedToAllPendingRequests() {
        for (int id = 1; id <= 20; id++) {
            line.add(post("a", id, 0));
            line.next();
        }
        List<Long> answered = line.complete(stored("a")).answers().stream().map(Answer::id).toList();
        assertEquals(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L), answered);
        assertNull(line.next());
    }

    @Test
    void aPostWithTheSameRefAndAnotherTextIsNotARepetition() {
        line.add(post("a", 1, 0));
        line.add(Held.retried(new Write.Post("a", "room", "other words", null), "other words", new Number(2L), 0));
        line.next();
        line.complete(stored("a"));
        assertEquals("a", line.next().command().ref());
    }

    @Test
    void aJoinAfterALeaveIsNotARepetition() {
        for (Command command : List.of(new Command.Join("1", "room", null, null), new Command.Leave("2", "room"), new Command.Join("3", "room", null, null))) {
            line.add(Held.retried(command, command instanceof Command.Join ? "join" : "leave", new Number(1L), 0));
        }
        assertEquals("1", line.next().command().ref());
        line.complete(new Event.Joined("1", "room", "p", 0, false, 1, List.of(), null));
        assertEquals("2", line.next().command().ref());
        line.complete(Event.Ack.done("2", "room"));
        assertEquals("3", line.next().command().ref());
    }

    @Test
    void aReplyToAnotherCommandWithTheSameRefIsIgnored() {
        line.add(post("a", 1, 0));
        line.next();
        assertNull(line.complete(new Event.Pong("a")));
        assertNull(line.complete(Event.Ack.done("a", null)));
        assertNull(line.complete(stored("b")));
        assertEquals("a", line.complete(stored("a")).command().ref());
    }

    @Test
    void theLineIsLimitedInNumberAndSize() {
        assertEquals(ErrorCode.BUSY, assertThrows(Refusal.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                line.add(post("ref" + i, i, 0));
            }
        }).code());
        for (Held held = line.next(); held != null; held = line.next()) {
            line.complete(stored(held.command().ref()));
        }
        String large = "x".repeat(60_000);
        assertThrows(Refusal.class, () -> {
            for (int i = 0; i < 10; i++) {
                line.add(Held.once(new Write.Post("ref" + i, "room", "words", null), large));
            }
        });
    }

    private static Held post(String ref, long id, long nanos) {
        return Held.retried(new Write.Post(ref, "room", "words", null), ref, new Number(id), nanos);
    }

    private static Event.Ack stored(String ref) {
        return new Event.Ack(ref, "room", 1L, "p", Instant.EPOCH);
    }
}

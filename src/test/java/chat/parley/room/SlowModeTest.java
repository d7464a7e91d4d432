package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Write;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In slow mode, members post once in so many seconds. */
@Timeout(60)
class SlowModeTest {
    private static final String LIMITED = "rate-limited";

    private Talk talk = new Talk();
    private Cast cast = new Cast(talk);
    private Cast.Actor mira;
    private Cast.Actor jonas;
    private String room;

    @BeforeEach
    void turnOn() throws Exception {
        mira = cast.actor("Mira");
        jonas = cast.actor("Jonas");
        room = mira.creates("Plans", jonas);
        mira.tryJoin(room);
        mira.does(ref -> new Write.SetSlowMode(ref, room, 30));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private static Command post(String ref, String room, Long replyTo) {
        return new Command.WriteAnywhere(new Write.Post(ref, room, "hello", replyTo));
    }

    @Test
    void membersWaitAndModeratorsDoNot() throws Exception {
        long first = jonas.post(room, "hello");
        talk.advance(Duration.ofSeconds(10));
        Event.Failure early = assertInstanceOf(Event.Failure.class, jonas.ask("early", post("early", room, null)));
        long wait = early.retryAfter();
        assertTrue(wait > 0 && wait <= 20_001, early.toString());
        assertEquals("Slow mode: one message every 30 s; retry in " + (wait + 998) / 1000 + " s", early.message());
        assertEquals(LIMITED, jonas.tries(ref -> post(ref, room, first)), "a reply is a message");
        assertEquals(Cast.YES, mira.tryPost(room));
        assertEquals(Cast.YES, mira.tryPost(room));
        talk.advance(Duration.ofSeconds(20));
        assertEquals(Cast.YES, jonas.tryPost(room));
    }

    @Test
    void whatIsNoMessageDoesNotWait() throws Exception {
        long offset = jonas.post(room, "hello");
        assertEquals(Cast.YES, jonas.tries(ref -> new Command.WriteAnywhere(new Write.React(ref, room, offset, "🎉"))));
        assertEquals(
                Cast.YES,
                jonas.tries(ref -> new Command.WriteAnywhere(new Write.Edit(ref, room, offset, "hello you"))));
        assertEquals(Cast.YES, jonas.tryPost("lobby"));
    }

    @Test
    void aRepeatedMessageGetsItsFirstAnswer() throws Exception {
        Event.Reply first = jonas.ask("once", post("once", room, null));
        assertEquals(first, jonas.ask("once", post("once", room, null)));
    }

    @Test
    void ofTwoMessagesAtOnceOneIsStored() throws Exception {
        Cast.Actor tab = cast.actor("Jonas");
        Runnable go = talk.holdStore();
        jonas.guest.session.handle(post("here", room, null));
        tab.guest.session.handle(post("there", room, null));
        go.run();
        long stored = Stream.of(
                        jonas.wire().next(Event.Reply.class, reply -> "here".equals(reply.ref())),
                        tab.wire().next(Event.Reply.class, reply -> "there".equals(reply.ref())))
                .filter(Event.Ack.class::isInstance)
                .count();
        assertEquals(1, stored);
    }

    @Test
    void aRestartForgetsNobody() throws Exception {
        assertEquals(Cast.YES, jonas.tryPost(room));
        talk = talk.restarted();
        cast = new Cast(talk);
        assertEquals(
                List.of(LIMITED, Cast.YES),
                List.of(cast.actor("Jonas").tryPost(room), cast.actor("Mira").tryPost(room)));
    }
}

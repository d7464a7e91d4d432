package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a session whose socket does not drain, and what the others notice of it: nothing. */
class SlowReaderTest {

    @Test
    void nothingPilesUpForAReaderThatStopsAndItGoesOnWithoutAHole() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            for (int i = 1; i <= 900; i++) {
                writer.postAndSee("message " + i);
            }
            assertEquals(1, reader.wire.stuck());
            reader.wire.readOn();
            long expected = 1;
            while (expected <= 900) {
                assertEquals(expected++, reader.wire.next(Event.Message.class).offset());
            }
            assertTrue(reader.wire.sends() < 60, "what was missed comes in batches, not in " + reader.wire.sends() + " sends");
        }
    }

    @Test
    void aReaderWhomTheLogHasLeftBehindIsToldSoAndStartsAfresh() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            for (int i = 1; i <= 2_500; i++) {
                writer.postAndSee("message " + i);
            }
            reader.wire.readOn();
            Event.Reset reset = reader.wire.next(Event.Reset.class);
            assertEquals(2_500, reset.head());
            for (long offset = 2_451; offset <= 2_500; offset++) {
                assertEquals(offset, reader.wire.next(Event.Message.class).offset());
            }
        }
    }

    @Test
    void aSendThatDoesNotFinishInTimeEndsItsSessionOnly() throws Exception {
        Limits limits = new Limits(10, 1e9, 1_000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1));
        try (Talk talk = new Talk(limits)) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            writer.postAndSee("hello");
            assertEquals(1, reader.wire.stuck());
            talk.advance(Duration.ofSeconds(2));
            assertEquals(Close.SLOW_READER, reader.wire.closed());
            assertEquals("Jonas", writer.wire.next(Event.MemberLeft.class).member().name());
        }
    }

    @Test
    void aClientThatLetsRepliesPileUpIsASlowReader() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest guest = talk.guest("Mira");
            guest.wire.stopReading();
            for (int i = 0; i < Limits.REPLIES + 10; i++) {
                guest.session.handle(new Command.Ping("r" + i));
            }
            assertEquals(Close.SLOW_READER, guest.wire.closed());
        }
    }

    @Test
    void aReaderTooSlowForComingsAndGoingsIsToldWhoIsThere() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest reader = talk.guest("Jonas");
            Talk.Guest witness = talk.guest("Mira");
            reader.wire.next(Event.MemberJoined.class);
            reader.wire.stopReading();
            for (int i = 0; i < 300; i++) {
                Talk.Guest passing = talk.guest("passing " + i);
                witness.wire.next(Event.MemberJoined.class);
                passing.leave();
                witness.wire.next(Event.MemberLeft.class);
            }
            reader.wire.readOn();
            Event.Members now = reader.wire.next(Event.Members.class);
            assertEquals(List.of("Jonas", "Mira"), now.members().stream().map(member -> member.name()).toList());
            talk.guest("Amara");
            assertEquals("Amara", reader.wire.next(Event.MemberJoined.class).member().name());
        }
    }

    @Test
    void aWireThatThrowsEndsItsSessionOnly() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            Session broken = talk.chat.connect(new Wire() {
                @Override
                public void send(Batch batch, java.util.function.Consumer<Throwable> done) {
                    throw new IllegalStateException("this host is broken");
                }

                @Override
                public void ping() {}

                @Override
                public void close(Close close) {}
            });
            broken.handle(new Command.Hello(null, "Nobody", null));
            assertEquals(false, broken.isOpen());
            assertEquals("hello", writer.postAndSee("hello").text());
        }
    }
}

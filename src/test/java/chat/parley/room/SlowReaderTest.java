package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.DeliverySizes;
import chat.parley.delivery.Replies;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.log.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Sessions whose sockets do not drain; other sessions are not affected. */
class SlowReaderTest {

    @Test
    void aReaderThatPausesCatchesUpWithoutGapsInBatches() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            for (int i = 1; i <= 900; i++) {
                writer.postAndSee("message " + i);
            }
            assertEquals(1, reader.wire.stuck());
            reader.wire.readOn();
            assertGetsAll(900, reader);
            assertTrue(reader.wire.sends() < 60, reader.wire.sends() + " sends instead of a few batches");
        }
    }

    @Test
    void aSlowConnectionGetsSmallSends() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            for (int i = 0; i < 40; i++) {
                writer.postAndSee("x".repeat(1_000));
            }
            reader.wire.stuck();
            talk.advance(Duration.ofSeconds(20)); // the duration of the first send
            int sends = reader.wire.sends();
            reader.wire.sendNext();
            reader.wire.stuck();
            assertTrue(
                    reader.wire.messages().size() < 10, reader.wire.messages().size() + " messages in the second send");
            reader.wire.readOn(); // that send was fast, so the rest is sent in large batches
            while (reader.wire.messages().size() < 40) {
                Thread.onSpinWait();
            }
            assertTrue(reader.wire.sends() <= sends + 3, reader.wire.sends() + " sends");
        }
    }

    @Test
    void aBlockedSendDoesNotDelayOthersAndLeavesNoGap() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.new Guest(new TestWire(true), "Mira");
            writer.join(null);
            CountDownLatch network = new CountDownLatch(1);
            List<Talk.Guest> hanging = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Talk.Guest reader = talk.new Guest(new TestWire(true), "reader " + i);
                reader.join(null);
                hanging.add(reader);
            }
            hanging.forEach(reader -> reader.wire.hangUntil(network));
            for (int i = 1; i <= 300; i++) {
                writer.postAndSee("message " + i);
            }
            hanging.forEach(reader -> assertEquals(List.of(), reader.wire.messages()));
            network.countDown();
            for (Talk.Guest reader : hanging) {
                assertGetsAll(300, reader);
            }
        }
    }

    @Test
    void aRoomLargeEnoughForAllWorkersHasNoGaps() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            List<Talk.Guest> readers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                readers.add(talk.guest("reader " + i));
            }
            for (int i = 1; i <= 50; i++) {
                writer.post("message " + i);
            }
            for (Talk.Guest reader : readers) {
                assertGetsAll(50, reader);
            }
        }
    }

    @Test
    void readersFarBehindShareReadsOfTheLog() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            String start = writer.join(null).position();
            for (int i = 1; i <= 1_000; i++) {
                writer.post("message " + i);
            }
            writer.postAndSee("the last one");
            int before = talk.log.reads().get();
            List<Talk.Guest> readers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                readers.add(talk.new Guest(new TestWire(), "reader " + i));
                readers.get(i).session.handle(new Command.Join("join", Talk.ROOM, start, null));
            }
            for (Talk.Guest reader : readers) {
                reader.wire.next(Logged.Message.class, message -> message.offset() == 1_001);
                assertEquals(1_001, reader.wire.messages().size());
            }
            int reads = talk.log.reads().get() - before;
            assertTrue(reads < 100, reads + " reads for 200 times 1 001 messages");
        }
    }

    @Test
    void aReaderBehindTheRetentionGetsAReset() throws Exception {
        try (Talk talk = new Talk(Talk.EASY, Retention.parse("100"))) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            for (int i = 1; i <= 600; i++) {
                writer.post("message " + i);
            }
            writer.postAndSee("the last one");
            while (talk.log
                            .after(talk.log.room(Talk.ROOM), 0, 1)
                            .toCompletableFuture()
                            .join()
                            .floor()
                            .offset()
                    < 501) {
                Thread.onSpinWait();
            }
            reader.wire.readOn();
            Event.Reset reset = reader.wire.next(Event.Reset.class);
            assertEquals(601, reset.head());
            for (long offset = 552; offset <= 601; offset++) {
                assertEquals(offset, reader.wire.next(Logged.Message.class).offset());
            }
        }
    }

    @Test
    void aSendTimeoutClosesOnlyItsSession() throws Exception {
        Limits limits = new Limits(
                10,
                1e9,
                1_000,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                Shares.STANDARD,
                DeliverySizes.STANDARD);
        try (Talk talk = new Talk(limits)) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            reader.wire.stopReading();
            writer.postAndSee("hello");
            assertEquals(1, reader.wire.stuck());
            talk.advance(Duration.ofSeconds(2));
            assertEquals(Close.SLOW_READER, reader.wire.closed());
            assertEquals(
                    "Jonas", writer.wire.next(Event.MemberLeft.class).member().name());
        }
    }

    @Test
    void aClientWithTooManyPendingRepliesIsASlowReader() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest guest = talk.guest("Mira");
            guest.wire.stopReading();
            for (int i = 0;
                    i <= Replies.MAX + DeliverySizes.STANDARD.batch();
                    i++) { // more than the queue and the stuck send hold
                guest.session.handle(new Command.Ping("r" + i));
            }
            assertEquals(Close.SLOW_READER, guest.wire.closed());
        }
    }

    @Test
    void aReaderTooSlowForPresenceChangesGetsTheMembers() throws Exception {
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
            assertEquals(
                    List.of("Jonas", "Mira"),
                    now.members().stream().map(member -> member.name()).toList());
            talk.guest("Amara");
            assertEquals(
                    "Amara", reader.wire.next(Event.MemberJoined.class).member().name());
        }
    }

    @Test
    void aWireThatThrowsClosesOnlyItsSession() throws Exception {
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
            broken.handle(Command.Hello.guest(null, "Nobody", null));
            assertEquals(false, broken.isOpen());
            assertEquals("hello", writer.postAndSee("hello").text());
        }
    }

    /** Asserts that the reader gets the room's first messages, each once and in order. */
    private static void assertGetsAll(int count, Talk.Guest reader) throws InterruptedException {
        for (long offset = 1; offset <= count; offset++) {
            assertEquals(offset, reader.wire.next(Logged.Message.class).offset());
        }
    }
}

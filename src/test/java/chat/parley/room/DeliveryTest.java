package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.DeliverySizes;
import chat.parley.delivery.Encoding;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every session gets a room's messages in order and without gaps. */
class DeliveryTest {
    private static final int OTHER_ROOMS = 60;
    private static final int REJOINS = 3_000;

    @Test
    void anEventIsEncodedOnceForAllSessions() throws Exception {
        AtomicInteger encoded = new AtomicInteger();
        Encoding<Event> counting = new Encoding<>() {
            @Override
            public Event encode(Event event) {
                if (event instanceof Logged.Message) {
                    encoded.incrementAndGet();
                }
                return event;
            }

            @Override
            public Event join(List<Event> events) {
                return events.get(0);
            }
        };
        Map<Session, Integer> got = new ConcurrentHashMap<>();
        try (Talk talk = new Talk()) {
            for (int i = 0; i < 50; i++) {
                Session[] session = new Session[1];
                session[0] = talk.chat.connect(new Wire() {
                    @Override
                    public void send(Batch batch, Consumer<Throwable> done) {
                        if (batch.as(counting) instanceof Logged.Message) {
                            got.merge(session[0], 1, Integer::sum);
                        }
                        done.accept(null);
                    }

                    @Override
                    public void ping() {}

                    @Override
                    public void close(Close close) {}
                });
                session[0].handle(Command.Hello.guest(null, "guest " + i, null));
                session[0].handle(new Command.Join(null, Talk.ROOM, null, null));
            }
            Talk.Guest writer = talk.guest("Mira");
            writer.postAndSee("hello");
            Talk.Guest later = talk.guest("Jonas"); // a join on the same lane completes after the delivery
            assertTrue(later.session.isOpen());
            assertEquals(50, got.size());
            assertEquals(1, encoded.get());
        }
    }

    @Test
    void anAckAndItsMessageAreOneSend() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            writer.postAndSee("first"); // everything that follows the join has been sent
            for (int i = 1; i <= 100; i++) {
                int before = writer.wire.sends();
                writer.session.handle(new Write.Post("ref-" + i, Talk.ROOM, "message " + i, null));
                assertEquals("ref-" + i, writer.wire.next(Event.Ack.class).ref());
                assertEquals(
                        "message " + i, writer.wire.next(Logged.Message.class).text());
                assertEquals(before + 1, writer.wire.sends());
            }
        }
    }

    /** Looking up a name is not cheap: its case must be folded. */
    @Test
    void aCommandLooksUpItsRoomByNameOnce() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.new Guest(new TestWire(), "Mira", "0123456789abcdef");
            Talk.Guest reader = talk.guest("Jonas");
            writer.wire.next(Event.Welcome.class);
            String room = Talk.ROOM.toUpperCase();
            List<Command> commands = List.of(
                    new Command.Join("1", room, null, null),
                    new Write.Post("2", room, "hello", null),
                    new Write.React("3", room, 1L, "👍"),
                    new Command.Typing("4", room),
                    new Command.Read("5", room, 1L),
                    new Query.History("6", room, null, null, null, null),
                    new Query.MyRooms("7", null),
                    new Command.Leave("8", room));
            int before = talk.log.named().get();
            for (Command command : commands) {
                writer.session.handle(command);
                assertEquals(command.ref(), writer.wire.next(Event.Reply.class).ref());
            }
            assertEquals("hello", reader.wire.next(Logged.Message.class).text());
            assertEquals(commands.size() - 1, talk.log.named().get() - before);
        }
    }

    @Test
    void aResumedSessionGetsExactlyTheMissedMessages() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            Talk.Guest reader = talk.guest("Jonas");
            writer.postAndSee("1");
            String since = reader.wire.next(Logged.Message.class).position();
            reader.session.close(Close.GONE);
            writer.postAndSee("2");
            writer.postAndSee("3");
            Talk.Guest again = talk.new Guest(new TestWire(), "Jonas");
            assertTrue(again.join(since).recovered());
            assertEquals("2", again.wire.next(Logged.Message.class).text());
            assertEquals("3", again.wire.next(Logged.Message.class).text());
            writer.postAndSee("4");
            assertEquals("4", again.wire.next(Logged.Message.class).text());
        }
    }

    @Test
    void aMemberHasTheNameGivenLast() throws Exception {
        String key = "0123456789abcdef";
        try (Talk talk = new Talk()) {
            Talk.Guest witness = talk.guest("Jonas");
            Talk.Guest before = talk.new Guest(new TestWire(), "Mira", key);
            before.join(null);
            assertEquals(
                    "Mira", witness.wire.next(Event.MemberJoined.class).member().name());
            Talk.Guest after = talk.new Guest(new TestWire(), "Mira Okafor", key);
            after.join(null);
            assertEquals(
                    "Mira Okafor",
                    witness.wire.next(Event.MemberRenamed.class).member().name());
            assertEquals(
                    List.of("Jonas", "Mira Okafor"),
                    witness.join(null).members().stream().map(Member::name).toList());
            after.leave();
            before.leave();
            assertEquals(
                    "Mira Okafor",
                    witness.wire.next(Event.MemberLeft.class).member().name());
        }
    }

    @Test
    void anEmptyRoomKeepsItsMessages() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Mira");
            writer.postAndSee("still here");
            writer.leave();
            writer.wire.next(Event.Ack.class);
            assertEquals(
                    "still here",
                    talk.guest("Jonas").wire.next(Logged.Message.class).text());
        }
    }

    @Test
    void everySessionOfABusyRoomSeesMessagesWithoutGaps() throws Exception {
        long seed = System.nanoTime();
        try (Talk talk = new Talk()) {
            ExecutorService crowd = Executors.newFixedThreadPool(8);
            List<Future<Integer>> seen = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Random random = new Random(seed + i);
                String name = "guest " + i;
                seen.add(crowd.submit(() -> wander(talk, name, random)));
            }
            int messages = 0;
            for (Future<Integer> one : seen) {
                messages += one.get();
            }
            assertTrue(messages > 0, "seed " + seed);
            crowd.shutdown();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /**
     * Joins ten times, with or without the last position, posts, and pauses reading; returns the number of messages
     * seen.
     */
    private static int wander(Talk talk, String name, Random random) throws InterruptedException {
        int seen = 0;
        Logged.Message last = null;
        for (int visit = 0; visit < 10; visit++) {
            Talk.Guest guest = talk.new Guest(new TestWire(), name);
            Event.Joined joined = guest.join(last == null || random.nextBoolean() ? null : last.position());
            for (int i = 0; i < 20; i++) {
                if (random.nextInt(4) == 0) {
                    guest.wire.stopReading();
                }
                guest.post(name + " " + visit + " " + i);
                if (random.nextInt(3) == 0) {
                    guest.wire.readOn();
                }
            }
            guest.wire.readOn();
            guest.postAndSee(name + " says goodbye " + visit);
            guest.session.close(Close.GONE);
            List<Logged.Message> messages = guest.wire.messages();
            assertTrue(
                    !joined.recovered() || messages.get(0).offset() == last.offset() + 1,
                    "the first message after a resume is the next one");
            for (int i = 1; i < messages.size(); i++) {
                assertEquals(messages.get(i - 1).offset() + 1, messages.get(i).offset());
            }
            last = messages.get(messages.size() - 1);
            seen += messages.size();
        }
        return seen;
    }

    @Test
    void eventsNeverPrecedeTheReplyToTheirJoin() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest guest = talk.guest("Mira");
            for (int i = 0; i < OTHER_ROOMS; i++) { // more cursors slow the drain down, so that it can be overtaken
                guest.session.handle(new Command.Join("other", "other " + i, null, null));
                guest.wire.next(Event.Joined.class);
            }
            String since = guest.postAndSee("one").position();
            guest.postAndSee("two");
            AtomicBoolean over = new AtomicBoolean();
            Thread waker = new Thread(() -> {
                while (!over.get()) {
                    guest.session.wake();
                }
            });
            waker.start();
            try {
                for (int i = 0; i < REJOINS; i++) {
                    assertTrue(guest.join(since).recovered());
                    assertEquals("two", guest.wire.next(Logged.Message.class).text());
                }
            } finally {
                over.set(true);
                waker.join();
            }
        }
    }

    @Test
    void eventsWaitForTheReplyToTheirJoinBehindManyOtherReplies() throws Exception {
        try (Talk talk = new Talk()) {
            Talk.Guest writer = talk.guest("Jonas");
            Talk.Guest guest = talk.new Guest(new TestWire(), "Mira");
            guest.wire.next(Event.Welcome.class);
            guest.wire.stopReading();
            for (int i = 0; i < 3 * DeliverySizes.STANDARD.batch(); i++) {
                guest.session.handle(new Command.Ping("ping"));
            }
            String since = writer.postAndSee("one").position();
            guest.session.handle(new Command.Join("join", Talk.ROOM, since, null));
            writer.wire.next(Event.MemberJoined.class);
            writer.postAndSee("two"); // the guest has joined by now
            guest.wire.readOn();
            Event next = guest.wire.next(
                    Event.class, event -> event instanceof Event.Joined || event instanceof Logged.Message);
            assertTrue(next instanceof Event.Joined, next.toString());
        }
    }
}

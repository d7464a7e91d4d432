package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.log.MemoryRoomLog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A running chat for a test, with a clock that the test moves. */
final class Talk implements AutoCloseable {
    static final String ROOM = "lobby";
    static final Limits EASY = new Limits(10_000, 1e9, 1_000_000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final AtomicLong nanos = new AtomicLong();
    final Chat chat;

    Talk() {
        this(EASY);
    }

    Talk(Limits limits) {
        chat = new Chat(new MemoryRoomLog(Clock.systemUTC()), limits, nanos::get, Thread::new);
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Somebody who is in the room, with everything read that came so far. */
    Guest guest(String name) throws InterruptedException {
        Guest guest = new Guest(new TestWire(), name);
        guest.join(null);
        return guest;
    }

    @Override
    public void close() {
        chat.close();
    }

    final class Guest {
        final TestWire wire;
        final Session session;

        Guest(TestWire wire, String name) {
            this(wire, name, null);
        }

        Guest(TestWire wire, String name, String key) {
            this.wire = wire;
            this.session = chat.connect(wire);
            session.handle(new Command.Hello("hello", name, key));
        }

        Event.Joined join(String since) throws InterruptedException {
            session.handle(new Command.Join("join", ROOM, since));
            return wire.next(Event.Joined.class);
        }

        void leave() {
            session.handle(new Command.Leave("leave", ROOM));
        }

        void post(String text) {
            session.handle(new Command.Post(null, ROOM, text));
        }

        /** Posts, and waits until it has come back. */
        Event.Message postAndSee(String text) throws InterruptedException {
            post(text);
            return wire.next(Event.Message.class, message -> message.text().equals(text));
        }
    }
}

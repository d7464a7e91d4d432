package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.DeliverySizes;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.RoomCommand;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quotas of an address (five rooms) and of a member (three rooms). */
class RoomQuotasTest {
    private static final Shares SHARES = new Shares(50, 4, 5, 3);
    private static final Limits LIMITS = new Limits(
            100,
            1e9,
            1_000_000,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            SHARES,
            DeliverySizes.STANDARD);
    private static final String OFFICE = "203.0.113.7";
    private static final String KEY = "a-key-of-somebody-greedy";

    private Talk talk;

    /** A client with an address, whose replies the test can await. */
    private final class Client implements Wire {
        private final TestWire heard = new TestWire();
        private final String address;
        private final Session session;

        Client(String address, String key) {
            this.address = address;
            session = talk.chat.connect(this);
            session.handle(Command.Hello.guest("hello", "Somebody", key));
        }

        /** Null if the join succeeded. */
        ErrorCode join(String room) throws InterruptedException {
            session.handle(new Command.Join(room, room, null, null));
            Event.Reply reply = heard.next(Event.Reply.class, answer -> room.equals(answer.ref()));
            return reply instanceof Event.Failure failure ? failure.code() : null;
        }

        /** Null if the private room was created. */
        ErrorCode create() throws InterruptedException {
            session.handle(new RoomCommand.Create("create", "private", "Plans", null, null));
            Event.Reply reply = heard.next(Event.Reply.class, answer -> "create".equals(answer.ref()));
            return reply instanceof Event.Failure failure ? failure.code() : null;
        }

        void leave(String room) throws InterruptedException {
            session.handle(new Command.Leave("leave-" + room, room));
            heard.next(Event.Ack.class, answer -> ("leave-" + room).equals(answer.ref()));
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public void send(Batch batch, Consumer<Throwable> done) {
            heard.send(batch, done);
        }

        @Override
        public void ping() {}

        @Override
        public void close(Close close) {
            heard.close(close);
        }
    }

    @BeforeEach
    void start() {
        talk = new Talk(LIMITS);
    }

    @AfterEach
    void stop() {
        talk.close();
    }

    @Test
    void theQuotaOfAMemberCoversAllItsSessions() throws Exception {
        Client one = new Client("198.51.100.1", KEY);
        Client other = new Client("198.51.100.2", KEY);
        assertEquals(null, one.join("a"));
        assertEquals(null, one.join("b"));
        assertEquals(null, other.join("c"));
        assertEquals(ErrorCode.TOO_MANY_ROOMS, other.join("d"));
        assertEquals(null, other.join("a"), "the member is already in a");
        one.leave("a");
        assertEquals(ErrorCode.TOO_MANY_ROOMS, one.join("d"), "the member's other session is still in a");
        other.leave("a");
        assertEquals(null, one.join("d"));
    }

    @Test
    void theQuotaOfAnAddressCoversAllItsMembers() throws Exception {
        Client one = new Client(OFFICE, null);
        Client other = new Client(OFFICE, null);
        for (String room : new String[] {"a", "b", "c"}) {
            assertEquals(null, one.join(room));
        }
        assertEquals(null, other.join("c"), "the address is already in c");
        assertEquals(null, other.join("d"));
        Client third = new Client(OFFICE, null);
        assertEquals(null, third.join("e"));
        assertEquals(ErrorCode.TOO_MANY_ROOMS, third.join("f"));
        assertEquals(null, third.join("a"));
        assertEquals(null, new Client("198.51.100.1", null).join("f"), "other addresses are not affected");
        one.session.close(Close.GONE);
        Client late = new Client(OFFICE, null);
        assertEquals(null, late.join("lobby"));
    }

    @Test
    void aMemberWithoutRoomsGetsOneThoughTheAddressIsFull() throws Exception {
        Client greedy = new Client(OFFICE, null);
        Client accomplice = new Client(OFFICE, null);
        for (String room : new String[] {"a", "b", "c"}) {
            assertEquals(null, greedy.join(room));
        }
        assertEquals(null, accomplice.join("d"));
        assertEquals(null, accomplice.join("e"));
        assertEquals(ErrorCode.TOO_MANY_ROOMS, accomplice.join("f"));
        assertEquals(null, new Client(OFFICE, null).join("lobby"));
    }

    @Test
    void leavingAndClosingReleaseTheQuota() throws Exception {
        for (int i = 0; i < 20; i++) {
            Client client = new Client(OFFICE, KEY);
            for (String room : new String[] {"a", "b", "c"}) {
                assertEquals(null, client.join(room + i), "try " + i);
            }
            if (i % 2 == 0) {
                client.leave("a" + i);
            }
            client.session.close(Close.GONE);
            for (String room : new String[] {"a", "b", "c"}) {
                Client witness = new Client(null, null);
                witness.join(room + i); // runs after the lane has removed the session
                witness.session.close(Close.GONE);
            }
        }
    }

    @Test
    void theSessionsPerAddressAreLimited() throws Exception {
        Client[] clients = new Client[SHARES.addressSessions()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Client(OFFICE, null);
            assertTrue(clients[i].session.isOpen());
        }
        assertEquals(Close.FULL, new Client(OFFICE, null).heard.closed());
        assertTrue(new Client("198.51.100.1", null).session.isOpen());
        clients[0].session.close(Close.GONE);
        assertTrue(new Client(OFFICE, null).session.isOpen());
    }

    @Test
    void anAddressCreatesFewPrivateRoomsWhoeverAsks() throws Exception {
        talk.close();
        Limits ordinary = new Limits(
                100,
                20,
                100,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofHours(1),
                Shares.STANDARD,
                DeliverySizes.STANDARD);
        talk = new Talk(ordinary);
        for (int i = 0; i < 10; i++) {
            assertEquals(null, new Client(OFFICE, KEY + i).create());
        }
        assertEquals(ErrorCode.RATE_LIMITED, new Client(OFFICE, KEY).create());
        assertEquals(null, new Client("198.51.100.1", KEY).create(), "others go on");
        talk.advance(Duration.ofSeconds(1));
        assertEquals(null, new Client(OFFICE, KEY).create());
    }
}

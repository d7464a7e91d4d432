package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One client does not read, and the others are not affected. */
@Order(1) // slow, so it starts early
@HostContract
class SlowReaderIT {
    private static final int WINDOW = 20;
    /** 24 kB as UTF-8, without indexable words. */
    private static final String LONG_TEXT = "\u20ac".repeat(8_000);
    /** 18 MB in total, several times what the network buffers hold. */
    private static final int MANY = 750;
    /** 12 MB, more than the network buffers hold. */
    private static final int ENOUGH_TO_FILL_BUFFERS = 500;

    private static final long GLANCE_NANOS = 200_000_000;
    private static final long ALLOWED_MEGABYTES = 16;
    private static final Map<String, String> UNHURRIED =
            Map.of("rate", "1000000", "burst", "1000000", "ping-interval", "5m", "send-timeout", "10m");
    private static final Map<String, String> STRICT =
            Map.of("rate", "1000000", "burst", "1000000", "send-timeout", "3s", "ping-interval", "5m");

    /** Hosts on which Parley can reset a connection. */
    private static final Set<String> RESETS = Set.of("embedded", "wildfly");

    private static Host unhurried;

    private final String room = UnusedRoom.name();

    @BeforeAll
    static void start() {
        unhurried = Hosts.fresh(UNHURRIED);
    }

    @AfterAll
    static void stop() {
        unhurried.close();
    }

    @Test
    void aReaderThatStopsHoldsUpNobodyAndLaterGoesOnWithoutAHole() throws Exception {
        try (Chatter mira = Chatter.named("Mira", unhurried);
                Chatter jonas = Chatter.named("Jonas", unhurried)) {
            mira.join(room);
            jonas.join(room);
            mira.post(room, "The beginning");
            try (RawSocket sleeper = RawSocket.narrowIn(room, "Sleeper", unhurried)) {
                Vitals before = Vitals.of(unhurried);
                push(mira, MANY);
                jonas.await(MANY, Heard.message(room));

                long grown = Vitals.of(unhurried).megabytesAbove(before);
                assertTrue(grown < ALLOWED_MEGABYTES, grown + " MB more on the heap");
                mira.post(room, "The end");
                assertTrue(readsOnWithoutAHole(sleeper), "the slow reader reads to the end");
            }
        }
    }

    @Test
    void aReaderThatNeverGoesOnIsClosed() throws Exception {
        try (Host host = Hosts.fresh(STRICT);
                Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            try (RawSocket sleeper = RawSocket.narrowIn(room, "Sleeper", host)) {
                mira.await(Heard.came(room, "Sleeper"));
                fillBuffers(mira);
                mira.await(Heard.left(room, "Sleeper"));
                mira.post(room, "The end");
                assertEquals(1, mira.heard(Heard.left(room, "Sleeper")).size());
                readsOnWithoutAHole(sleeper);
            }
        }
    }

    /**
     * The pending send could take minutes, but the session is closed because its client does not read. The connection
     * is closed only where Parley can reset it; other hosts offer no way.
     */
    @Test
    void aSessionWhoseClientReadsNothingEndsAndSoDoesItsSocketWhereParleyCanResetIt() throws Exception {
        try (Chatter mira = Chatter.named("Mira", unhurried)) {
            mira.join(room);
            try (RawSocket sleeper = RawSocket.narrowIn(room, "Sleeper", unhurried)) {
                mira.await(Heard.came(room, "Sleeper"));
                fillBuffers(mira);
                long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
                while (mira.heard(Heard.left(room, "Sleeper")).isEmpty()) {
                    assertTrue(System.nanoTime() < deadline, "the session is still open");
                    sleeper.send(CommandText.of("ping", "ref", "unread"));
                }
                deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
                while (RESETS.contains(unhurried.name()) && sleeper.isTaken()) {
                    assertTrue(System.nanoTime() < deadline, "the socket is still open");
                    LockSupport.parkNanos(GLANCE_NANOS);
                }
            }
        }
    }

    private void fillBuffers(Chatter sender) {
        push(sender, ENOUGH_TO_FILL_BUFFERS);
    }

    /** Posts long texts, with a bounded number of unanswered commands. */
    private void push(Chatter sender, int number) {
        String[] refs = new String[WINDOW];
        for (int i = 0; i < number; i++) {
            String earlier = refs[i % WINDOW];
            if (earlier != null) {
                assertTrue(sender.reply(earlier).is("ack"));
            }
            refs[i % WINDOW] = sender.say("post", "room", room, "text", LONG_TEXT);
        }
    }

    /**
     * Whether the reader reached the end; false if its connection ended earlier. Fails if messages are missing
     * without a reset.
     */
    private static boolean readsOnWithoutAHole(RawSocket reader) throws IOException {
        long last = -1;
        for (Heard next = reader.next(); next != null; next = reader.next()) {
            if (next.is("reset")) {
                last = -1;
            } else if (next.is("message")) {
                assertTrue(last < 0 || next.offset() == last + 1, "after " + last + " came " + next.offset());
                last = next.offset();
                if ("The end".equals(next.text())) {
                    return true;
                }
            }
        }
        return false;
    }
}

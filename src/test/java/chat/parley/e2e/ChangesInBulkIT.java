package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More changes than the server caches, and readers behind them. */
@StoreContract
class ChangesInBulkIT {
    private static final Map<String, String> UNHURRIED =
            Map.of("rate", "1000000", "burst", "1000000", "ping-interval", "5m", "send-timeout", "10m");
    private static final String THUMB = "\ud83d\udc4d";
    private static final String SECRET = "mumpitz";
    private static final int WINDOW = 40;
    /** 24 kB as UTF-8, without indexable words. */
    private static final String LONG_TEXT = "\u20ac".repeat(8_000);
    /** 12 MB, more than the network buffers hold. */
    private static final int FAR = 500;

    private static Host host;

    private final String room = UnusedRoom.name();
    private Chatter mira;

    @BeforeAll
    static void start() {
        host = Hosts.fresh(UNHURRIED);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void come() {
        mira = Chatter.named("Mira", host);
        mira.join(room);
    }

    @AfterEach
    void go() {
        mira.close();
    }

    /** Sends with a bounded number of unanswered commands. */
    private void many(int number, Object... command) {
        String[] refs = new String[number];
        for (int i = 0; i < number; i++) {
            if (i >= WINDOW) {
                assertAcked(refs[i - WINDOW]);
            }
            refs[i] = mira.say(
                    i % 2 == 1 && command[0].equals("react") ? "unreact" : command[0].toString(),
                    List.of(command).subList(1, command.length).toArray());
        }
        for (int i = Math.max(0, number - WINDOW); i < number; i++) {
            assertAcked(refs[i]);
        }
    }

    private void assertAcked(String ref) {
        Heard reply = mira.reply(ref);
        assertTrue(reply.is("ack"), reply.toString());
    }

    @Test
    void theFirstPageHasMessagesThoughTheNewestEntriesAreReactions() {
        IntStream.rangeClosed(1, 80).forEach(i -> mira.post(room, "message " + i));
        many(300, "react", "room", room, "target", 80, "emoji", THUMB);
        for (boolean isOpen : new boolean[] {true, false}) {
            if (!isOpen) {
                mira.leave(room); // so that the room is no longer cached
            }
            try (Chatter nora = Chatter.named("Nora", host)) {
                Heard joined = nora.join(room);
                assertFalse(joined.recovered());
                List<Heard> messages = nora.await(50, Heard.message(room));
                assertEquals("message 80", messages.get(messages.size() - 1).text());
                assertEquals(
                        "message " + (81 - messages.size()), messages.get(0).text());
                List<Heard> entries = nora.await(50 + 300, Heard.logged(room));
                for (int i = 1; i < entries.size(); i++) {
                    assertEquals(entries.get(i - 1).offset() + 1, entries.get(i).offset());
                }
                assertEquals(380, entries.get(entries.size() - 1).offset());
                assertTrue(nora.join(room, joined.position()).recovered(), "a client can resume from the first page");
            }
        }
    }

    @Test
    void aReaderWhoIsFarBehindIsNotToldWhatWasDeletedMeanwhile() throws Exception {
        try (RawSocket sleeper = RawSocket.narrowIn(room, "Sleeper", host)) {
            many(FAR, "post", "room", room, "text", LONG_TEXT);
            long offset = mira.post(room, "the word is " + SECRET).offset();
            mira.ask("edit", "room", room, "target", offset, "text", "the word was " + SECRET);
            many(20, "post", "room", room, "text", LONG_TEXT);
            // Another reader that is behind must not influence what the sleeping one gets.
            try (Chatter nora = Chatter.named("Nora", host)) {
                nora.join(room, mira.heard(Heard.message(room)).get(0).position());
                nora.await(Heard.message(room, "the word is " + SECRET)
                        .or(entry -> entry.is("message") && entry.offset() == offset));
            }
            mira.ask("delete", "room", room, "target", offset);
            mira.post(room, "The end");
            long last = 0;
            for (Heard next = sleeper.next(); next != null; next = sleeper.next()) {
                if (next.isLogged()) {
                    assertTrue(last == 0 || next.offset() == last + 1, "after " + last + " came " + next.offset());
                    last = next.offset();
                    assertFalse(next.toString().contains(SECRET), next.toString());
                    assertTrue(last != offset || next.json().getBoolean("deleted"));
                    if ("The end".equals(next.text())) {
                        return;
                    }
                }
            }
            throw new AssertionError("the sleeping client stopped at " + last);
        }
    }
}

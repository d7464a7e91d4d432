package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Conversations interrupted by the end of the server: each begins before it, and each test checks how one continues.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestartStories {
    private static final String MIRA = "a-secret-of-Mira's-desk";
    private static final String JONAS = "a-secret-of-Jonas's-desk";

    private final Store store;
    private final Consumer<Host> end;
    private final String talk = UnusedRoom.name();
    private final String quiet = UnusedRoom.name();
    private final String long1 = UnusedRoom.name();
    private final String cut = UnusedRoom.name();
    private Host host;
    private String jonasWasAt;
    private String quietPosition;
    private Heard stored;
    private Heard pageBefore;
    private String httpBefore;

    /**
     * @param store where the messages are
     * @param end how the server ends
     */
    RestartStories(Store store, Consumer<Host> end) {
        this.store = store;
        this.end = end;
    }

    @BeforeAll
    void theStoriesBeginAndTheServerEndsAndComesBack() throws Exception {
        host = Hosts.fresh(Map.of("rate", "1000", "burst", "1000"), store);
        try (Chatter mira = Chatter.withKey("Mira", MIRA, host);
                Chatter jonas = Chatter.withKey("Jonas", JONAS, host)) {
            mira.join(talk);
            jonas.join(talk);
            mira.post(talk, "first");
            jonasWasAt = jonas.await(Heard.message(talk, "first")).position();
            jonas.leave(talk);
            IntStream.rangeClosed(1, 5).forEach(i -> mira.post(talk, "while Jonas is away " + i));
            stored = mira.ask("post", "room", talk, "text", "told once");

            quietPosition = jonas.join(quiet).position();

            mira.join(long1);
            IntStream.rangeClosed(1, 120).forEach(i -> mira.post(long1, "message " + i));
            pageBefore = mira.ask("history", "room", long1);
            httpBefore = page(long1);

            mira.join(cut);
            mira.send(CommandText.of("post", "room", cut, "text", "in the middle of the end", "ref", "cut-1"));
            end.accept(host);
        }
        host.start();
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Test
    void whoComesBackGetsExactlyWhatWasMissed() {
        try (Chatter jonas = Chatter.withKey("Jonas", JONAS, host)) {
            Heard joined = jonas.join(talk, jonasWasAt);
            assertTrue(joined.recovered());
            assertEquals(jonasWasAt, joined.position());
            List<Heard> missed = jonas.await(6, Heard.message(talk));
            assertEquals(
                    LongStream.rangeClosed(2, 7).boxed().toList(),
                    missed.stream().map(Heard::offset).toList());
            assertEquals("told once", missed.get(5).text());
        }
    }

    @Test
    void anAcknowledgedPostThatIsRepeatedIsTheSamePost() {
        try (Chatter mira = Chatter.withKey("Mira", MIRA, host)) {
            mira.join(talk);
            mira.send(CommandText.of("post", "room", talk, "text", "told once", "ref", stored.ref()));
            Heard again = mira.reply(stored.ref());
            assertEquals(stored.position(), again.position());
            assertEquals(stored.string("at"), again.string("at"));
            mira.send(CommandText.of("post", "room", talk, "text", "told otherwise", "ref", stored.ref()));
            mira.await(Heard.error("conflict"));
        }
    }

    @Test
    void aPostWhoseFateIsUnknownIsThereOnceAfterItIsRepeated() {
        try (Chatter mira = Chatter.withKey("Mira", MIRA, host)) {
            mira.join(cut);
            mira.send(CommandText.of("post", "room", cut, "text", "in the middle of the end", "ref", "cut-1"));
            assertEquals(1, mira.reply("cut-1").offset());
            assertEquals(2, mira.post(cut, "and on").offset());
            mira.await(Heard.message(cut, "and on"));
            assertEquals(
                    List.of("in the middle of the end", "and on"),
                    mira.heard(Heard.message(cut)).stream().map(Heard::text).toList());
        }
    }

    @Test
    void thePagesOfHistoryAreTheSame() throws Exception {
        try (Chatter mira = Chatter.withKey("Mira", MIRA, host)) {
            mira.join(long1);
            assertEquals(
                    pageBefore.json().getJsonArray("messages"),
                    mira.ask("history", "room", long1).json().getJsonArray("messages"));
            assertEquals(httpBefore, page(long1));
        }
    }

    @Test
    void whoComesForTheFirstTimeGetsTheLastPage() {
        try (Chatter nora = Chatter.named("Nora", host)) {
            Heard joined = nora.join(long1);
            assertEquals(120, joined.head());
            List<Heard> page = nora.await(50, Heard.message(long1));
            assertEquals(71, page.get(0).offset());
            assertEquals(120, page.get(49).offset());
        }
    }

    @Test
    void thePlaceInARoomWhereNothingWasSaidIsStillAPlace() {
        try (Chatter mira = Chatter.withKey("Mira", MIRA, host);
                Chatter jonas = Chatter.withKey("Jonas", JONAS, host)) {
            mira.join(quiet);
            mira.post(quiet, "not quiet any more");
            assertTrue(jonas.join(quiet, quietPosition).recovered());
            assertEquals(1, jonas.await(Heard.message(quiet)).offset());
        }
    }

    @Test
    void nobodyIsThereUntilTheyComeBackAsTheSameMembers() {
        String room = UnusedRoom.name();
        try (Chatter mira = Chatter.withKey("Mira", MIRA, host)) {
            assertEquals(1, mira.join(room).online());
            try (Chatter jonas = Chatter.withKey("Jonas", JONAS, host)) {
                assertEquals(2, jonas.join(room).online());
                mira.await(Heard.came(room, "Jonas"));
            }
            mira.await(Heard.left(room, "Jonas"));
        }
    }

    private String page(String room) throws Exception {
        HttpApi api = HttpApi.of(host);
        return api.get(api.messages(room).resolve("messages?limit=100")).body();
    }
}

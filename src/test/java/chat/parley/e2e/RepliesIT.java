package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.StoreContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and their replies. */
@StoreContract
class RepliesIT {
    private static final String FACE = "\uD83D\uDE42";
    private static final String KEY = "a-secret-of-Mira's-laptop";

    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final Chatter mira = scene.connect();

    @Test
    void commandsThatDoNotWaitForEachOtherAreAllAnsweredOnce() {
        Map<String, String> answers = new TreeMap<>();
        answers.put(mira.say("hello", "name", "Mira"), "welcome");
        answers.put(mira.say("join", "room", room), "joined");
        answers.put(mira.say("post", "room", room, "text", "In a hurry"), "ack");
        answers.put(mira.say("ping"), "pong");
        answers.put(mira.say("rooms"), "rooms");
        String leave = mira.say("leave", "room", UnusedRoom.name());

        answers.forEach((ref, type) -> assertEquals(type, mira.reply(ref).string("type")));
        assertEquals("not-joined", mira.reply(leave).code());
        assertTrue(mira.ask("ping").is("pong"));
        answers.keySet()
                .forEach(ref -> assertEquals(1, mira.heard(Heard.reply(ref)).size()));
        assertEquals(1, mira.heard(Heard.reply(leave)).size());
    }

    @Test
    void postsSentAtOnceAreAckedInTheirOrder() {
        mira.ask("hello", "name", "Mira");
        mira.ask("join", "room", room);
        List<String> refs = IntStream.range(0, 20)
                .mapToObj(number -> mira.say("post", "room", room, "text", "Number " + number))
                .toList();

        mira.reply(refs.get(refs.size() - 1));
        List<Heard> acks = mira.heard(reply -> refs.contains(reply.string("ref")) && reply.is("ack"));
        assertEquals(refs, acks.stream().map(ack -> ack.string("ref")).toList());
        assertEquals(
                LongStream.rangeClosed(1, refs.size()).boxed().toList(),
                acks.stream().map(Heard::offset).toList());
    }

    @Test
    void aJoinThatIsTakenBackAtOnceIsAnsweredAsWell() {
        mira.ask("hello", "name", "Mira");
        String join = mira.say("join", "room", room);
        String leave = mira.say("leave", "room", room);

        assertTrue(mira.reply(leave).is("ack"));
        assertTrue(List.of("joined", "error").contains(mira.reply(join).string("type")));
        assertTrue(mira.ask("ping").is("pong"));
        assertEquals(1, mira.heard(Heard.reply(join)).size());
        assertEquals(1, mira.heard(Heard.reply(leave)).size());
        assertEquals("not-joined", mira.post(room, "Am I in?").code());
    }

    @Test
    void successWithoutARefIsNotAnsweredButFailureIs() {
        mira.ask("hello", "name", "Mira");
        mira.join(room);
        int before = mira.count();
        mira.send(CommandText.of("ping"));
        mira.send(CommandText.of("rooms"));
        mira.send(CommandText.of("post", "room", room, "text", "Silent"));
        mira.send(CommandText.of("post", "room", room, "text", " "));
        assertTrue(mira.ask("ping").is("pong"));
        mira.await(Heard.message(room, "Silent"));

        assertEquals("invalid", mira.await(event -> event.is("error")).code());
        assertEquals(3, mira.since(before).size(), mira.since(before).toString());
    }

    @Test
    void nothingButAPingComesBeforeTheHello() {
        assertTrue(mira.ask("ping").is("pong"));
        assertEquals("hello-first", mira.join(room).code());
        assertEquals("hello-first", mira.post(room, "Hello?").code());
        assertEquals("hello-first", mira.ask("rooms").code());
        assertTrue(mira.ask("hello", "name", "Mira").is("welcome"));
    }

    @Test
    void aNameIsGivenOnce() {
        mira.ask("hello", "name", "Mira");
        assertEquals("already-named", mira.ask("hello", "name", "Vera").code());
        assertEquals(List.of("Mira"), mira.join(room).names());
    }

    @Test
    void aRoomMustBeJoinedBeforeOneSpeaksThere() {
        mira.ask("hello", "name", "Mira");
        assertEquals("not-joined", mira.post(room, "Hello?").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u00a0",
                "Mi\u200bra",
                "\u202eariM",
                "\u2066Mira\u2069",
                "Mi\u0007ra",
                "Mi\nra",
                "\u3164",
                "\u0301",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void aNameThatDeceivesTheEyeIsRefused(String name) {
        assertEquals("invalid", mira.ask("hello", "name", name).code());
        mira.ask("hello", "name", "Mira");
        assertEquals("invalid", mira.join(name).code());
    }

    @Test
    void namesThatLookAlikeAreTheSame() {
        Heard welcome = mira.ask("hello", "name", " \uff2d\uff49\uff52\uff41\u3000 Okafor ");
        assertEquals("Mira Okafor", welcome.name());
        assertEquals(room, mira.join("  " + room.replace("room", "\uff52oom")).room());
    }

    @Test
    void sixtyFourCharactersAreAName() {
        String name = FACE.repeat(64);
        assertEquals(name, mira.ask("hello", "name", name).name());
    }

    @Test
    void aTextHasAtMostEightThousandCharacters() {
        mira.ask("hello", "name", "Mira");
        mira.join(room);
        assertEquals(1, mira.post(room, FACE.repeat(8_000)).offset());
        assertEquals("invalid", mira.post(room, FACE.repeat(8_001)).code());
        assertEquals("invalid", mira.post(room, "\u200b \n").code());
        assertEquals("invalid", mira.post(room, "Ring\u0007").code());
        assertEquals("invalid", mira.ask("post", "room", room).code());

        assertEquals(FACE.repeat(8_000), mira.await(Heard.message(room)).text());
        assertEquals(2, mira.post(room, "Lines\r\nand\ttabs").offset());
        assertEquals(
                "Lines\nand\ttabs", mira.await(2, Heard.message(room)).get(1).text());
    }

    @Test
    void aSessionIsInAHundredRoomsAtMost() {
        mira.ask("hello", "name", "Mira");
        List<String> rooms = Stream.generate(UnusedRoom::name).limit(100).toList();
        rooms.forEach(each -> assertTrue(patiently("join", each).is("joined"), each));

        assertEquals("too-many-rooms", patiently("join", room).code());
        assertTrue(patiently("join", rooms.get(0)).is("joined"), "the session is already in this room");
        assertTrue(patiently("leave", rooms.get(1)).is("ack"));
        assertTrue(patiently("join", room).is("joined"));
    }

    @Test
    void aRepeatedPostIsTheSameMessage() {
        Chatter tab = scene.withKey("Mira", KEY);
        Chatter other = scene.withKey("Mira", KEY);
        Chatter jonas = scene.named("Jonas");
        List.of(tab, other, jonas).forEach(each -> each.join(room));
        String post = CommandText.of("post", "ref", "p1", "room", room, "text", "Once");
        tab.send(post);
        Heard first = tab.reply("p1");
        tab.send(post);
        other.send(post);

        assertEquals(first, tab.await(2, Heard.reply("p1")).get(1));
        assertEquals(first, other.reply("p1"));
        jonas.send(CommandText.of("post", "ref", "p1", "room", room, "text", "My own ref"));
        assertNotEquals(first.offset(), jonas.reply("p1").offset());
        jonas.await(Heard.message(room, "My own ref"));
        assertEquals(1, jonas.heard(Heard.message(room, "Once")).size());
    }

    @Test
    void aRefIsNotUsedForAnotherText() {
        mira.ask("hello", "name", "Mira");
        mira.join(room);
        mira.send(CommandText.of("post", "ref", "p1", "room", room, "text", "One thing"));
        mira.reply("p1");
        mira.send(CommandText.of("post", "ref", "p1", "room", room, "text", "Another thing"));

        assertEquals("conflict", mira.await(2, Heard.reply("p1")).get(1).code());
        mira.post(room, "The end");
        assertEquals(2, mira.await(Heard.message(room, "The end")).offset());
    }

    /** Retries as the rate limit demands. */
    private Heard patiently(String type, String name) {
        Heard answer = mira.ask(type, "room", name);
        while ("rate-limited".equals(answer.code())) {
            var later = CompletableFuture.delayedExecutor(answer.retryAfter(), TimeUnit.MILLISECONDS);
            answer = CompletableFuture.supplyAsync(() -> mira.ask(type, "room", name), later)
                    .join();
        }
        return answer;
    }
}

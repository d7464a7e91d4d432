package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.MyRooms;
import chat.parley.client.Scene;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Joining, leaving and resuming rooms. */
@StoreContract
class RoomsIT {
    private static final int PAGE = 50;

    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final String elsewhere = UnusedRoom.name();
    private final Chatter mira = scene.named("Mira");
    private final Chatter jonas = scene.named("Jonas");

    @Test
    void roomsStayApart() {
        mira.join(room);
        jonas.join(elsewhere);
        mira.post(room, "Only here");
        jonas.post(elsewhere, "Only there");
        jonas.join(room);

        mira.await(Heard.message(room, "Only here"));
        mira.await(Heard.came(room, "Jonas"));
        assertTrue(mira.heard(event -> elsewhere.equals(event.room())).isEmpty());
        assertEquals(1, mira.heard(Heard.message(room)).size());
        assertEquals(1, jonas.await(Heard.message(room, "Only here")).offset());
        assertEquals(1, jonas.await(Heard.message(elsewhere, "Only there")).offset());
    }

    @Test
    void aRoomIsNotMadeByAJoinThatSaysSo() {
        assertEquals(
                "not-found", mira.ask("join", "room", room, "create", false).string("code"));
        assertEquals(
                "not-joined", mira.ask("post", "room", room, "text", "Hello").string("code"));
        assertTrue(jonas.ask("rooms", "find", room).json().getJsonArray("rooms").isEmpty());

        mira.join(room);
        assertTrue(jonas.ask("join", "room", room, "create", false).is("joined"));
        mira.join(elsewhere);
        mira.post(elsewhere, "I was here");
        mira.leave(elsewhere);
        assertTrue(jonas.ask("join", "room", elsewhere, "create", false).is("joined"));
        assertEquals("malformed", mira.ask("join", "room", room, "create", "no").string("code"));
    }

    @Test
    void aNewNameIsThatOfAllSessionsOfTheMember() {
        Chatter desk = scene.withKey("Kay", scene.key("Kay"));
        Chatter phone = scene.withKey("Kay", scene.key("Kay"));
        for (Chatter each : List.of(mira, desk, phone)) {
            each.join(room);
        }
        assertEquals("invalid", desk.ask("rename", "name", " ").string("code"));
        assertEquals("Kim", desk.ask("rename", "name", "Kim").name());
        assertEquals("Kim", phone.await(event -> event.is("renamed")).name());
        for (Chatter each : List.of(mira, desk, phone)) {
            assertEquals("Kim", each.await(event -> event.is("member-renamed")).name());
        }
        phone.post(room, "It is me");
        assertEquals(
                "Kim",
                mira.await(Heard.message(room, "It is me"))
                        .json()
                        .getJsonObject("author")
                        .getString("name"));
        assertTrue(mira.heard(Heard.left(room, "Kay")).isEmpty());
    }

    @Test
    void theListTellsHowManyAreInARoom() {
        mira.join(room);
        jonas.join(room);
        jonas.join(elsewhere);
        awaitOnline(2, room);
        awaitOnline(1, elsewhere);

        jonas.leave(elsewhere);
        awaitOnline(0, elsewhere);
    }

    @Test
    void aRoomIsOneInWhateverCaseAndEveryEventSaysItsOwnName() throws Exception {
        String loud = room.toUpperCase(Locale.ROOT);
        Chatter amara = scene.withKey("Amara", scene.key("amara"));
        mira.join(room);
        mira.post(room, "one");
        Heard joined = jonas.join(loud);
        assertEquals(room, joined.room());
        assertEquals(room, amara.join("R" + room.substring(1)).room());
        assertEquals(room, jonas.post(loud, "two").room());
        mira.await(Heard.message(room, "two"));
        jonas.ask("edit", "room", loud, "target", 2, "text", "two, edited");
        jonas.ask("topic", "room", loud, "topic", "cases");
        jonas.say("typing", "room", loud);
        mira.await(event -> event.is("typing")
                && room.equals(event.room())
                && !event.json().getJsonArray("members").isEmpty());
        Heard page = jonas.ask("history", "room", loud);
        assertEquals(room, page.room());
        assertEquals(
                List.of("one", "two, edited"),
                page.messages().stream().map(Heard::text).toList());
        assertEquals("ack", amara.ask("read", "room", loud, "offset", 2).string("type"));
        assertEquals(2, MyRooms.of(amara, room).read());
        HttpApi api = HttpApi.of(scene.host());
        assertEquals(room, api.history(loud, "").room());
        HttpRequest post = HttpApi.request(api.messages(loud))
                .POST(BodyPublishers.ofString("{\"name\":\"Robot\",\"text\":\"three\"}"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + scene.key("robot"))
                .build();
        assertEquals(room, HttpApi.json(api.send(post)).getString("room"));
        jonas.await(Heard.message(room, "three"));
        assertEquals(
                "search", mira.ask("search", "query", "in:\"" + loud + "\" two").string("type"));
        for (Chatter chatter : List.of(mira, jonas, amara)) {
            assertEquals(
                    List.of(), chatter.heard(event -> event.json().containsKey("room") && !room.equals(event.room())));
        }
        assertEquals(room, jonas.leave(loud).room());
        assertEquals(
                "not-joined", jonas.ask("post", "room", room, "text", "four").code());
        mira.await(Heard.left(room, "Jonas"));
    }

    @Test
    void whoeverComesFirstNamesTheRoomForAll() {
        List<String> spellings =
                List.of(room, room.toUpperCase(Locale.ROOT), "R" + room.substring(1), room.replace("oo", "OO"));
        List<Chatter> all = IntStream.range(0, 12)
                .mapToObj(i -> scene.withKey("Guest " + i, scene.key("guest" + i)))
                .toList();
        List<String> refs = IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).say("join", "room", spellings.get(i % spellings.size())))
                .toList();
        List<String> names = IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).await(Heard.reply(refs.get(i))).room())
                .distinct()
                .toList();
        assertEquals(1, names.size(), names.toString());
        all.get(0).post(spellings.get(1), "to all");
        all.forEach(chatter -> chatter.await(Heard.message(names.get(0), "to all")));
    }

    @Test
    void whoOpensARoomGetsItsNewestPage() {
        mira.join(room);
        say(1, 60);
        Heard joined = jonas.join(room);

        assertFalse(joined.recovered());
        assertEquals(60, joined.head());
        assertEquals(offsets(11, 60), offsets(jonas.await(PAGE, Heard.message(room))));
    }

    @Test
    void whoComesBackGetsExactlyWhatWasMissed() {
        mira.join(room);
        jonas.join(room);
        say(1, 5);
        String last = jonas.await(5, Heard.message(room)).get(4).position();
        jonas.close();
        say(6, 70);

        Chatter again = scene.named("Jonas");
        Heard joined = again.join(room, last);
        assertTrue(joined.recovered());
        assertEquals(last, joined.position());
        assertEquals(70, joined.head());
        say(71, 71);
        assertEquals(offsets(6, 71), offsets(again.await(66, Heard.message(room))));
    }

    @Test
    void whoMissedNothingGetsNothingTwice() {
        mira.join(room);
        say(1, 3);
        String last = mira.await(3, Heard.message(room)).get(2).position();

        assertTrue(jonas.join(room, last).recovered());
        say(4, 4);
        assertEquals(4, jonas.await(Heard.message(room)).offset());
    }

    @Test
    void aPlaceThatIsNotOfThisRoomIsNoPlaceToGoOnFrom() {
        mira.join(room);
        mira.join(elsewhere);
        say(1, 2);
        String here = mira.await(2, Heard.message(room)).get(1).position();
        String foreign = mira.post(elsewhere, "Elsewhere").position();
        String beyond = here.replaceFirst("-2-", "-3-");
        String forked = here.replaceFirst("..$", "??");
        int pages = 0;
        for (String since : List.of(
                foreign, beyond, forked, "", "made up", "a-1-b", "a--1-b", "---", "x".repeat(5_000), here + "\n")) {
            Heard joined = jonas.join(room, since);
            assertFalse(joined.recovered(), since);
            assertEquals(2, joined.head());
            pages++;
            assertEquals(
                    "w2",
                    jonas.await(2 * pages, Heard.message(room))
                            .get(2 * pages - 1)
                            .text(),
                    "the last page is sent again");
            jonas.leave(room);
        }
    }

    @Test
    void joiningAgainMovesTheCursorAndNothingElse() {
        mira.join(room);
        jonas.join(room);
        mira.await(Heard.came(room, "Jonas"));
        say(1, 4);
        String second = jonas.await(4, Heard.message(room)).get(1).position();

        Heard joined = jonas.join(room, second);
        assertTrue(joined.recovered());
        assertEquals(2, joined.online());
        say(5, 5);
        assertEquals(List.of(1L, 2L, 3L, 4L, 3L, 4L, 5L), offsets(jonas.await(7, Heard.message(room))));
        mira.await(Heard.message(room, "w5"));
        assertEquals(1, mira.heard(Heard.came(room, "Jonas")).size());
        assertTrue(mira.heard(Heard.left(room, "Jonas")).isEmpty());
    }

    @Test
    void nothingOfARoomFollowsTheLeaving() {
        mira.join(room);
        jonas.join(room);
        List<String> posts = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> mira.say("post", "room", room, "text", "w" + n))
                .toList();
        jonas.await(Heard.message(room));
        Heard left = jonas.leave(room);
        posts.forEach(mira::reply);
        mira.post(room, "Is he gone?");
        assertTrue(jonas.ask("ping").is("pong"));

        List<Heard> all = jonas.since(0);
        assertTrue(left.is("ack"));
        assertTrue(
                all.subList(all.indexOf(left) + 1, all.size()).stream().noneMatch(event -> room.equals(event.room())));
        assertEquals("not-joined", jonas.post(room, "May I?").code());
        assertEquals("not-joined", jonas.leave(room).code());
    }

    private void say(int from, int to) {
        List<String> refs = IntStream.rangeClosed(from, to)
                .mapToObj(n -> mira.say("post", "room", room, "text", "w" + n))
                .toList();
        refs.forEach(ref -> assertTrue(mira.reply(ref).is("ack")));
    }

    // The list may be a second old.
    private void awaitOnline(int number, String name) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (online(name) != number) {
            assertTrue(System.nanoTime() < deadline, () -> name + " has " + online(name) + " online, not " + number);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private int online(String name) {
        List<JsonObject> rooms = mira.ask("rooms").json().getJsonArray("rooms").getValuesAs(JsonObject.class);
        return rooms.stream()
                .filter(line -> line.getString("room").equals(name))
                .mapToInt(line -> line.getInt("online"))
                .sum();
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Long> offsets(List<Heard> messages) {
        return messages.stream().map(Heard::offset).toList();
    }
}

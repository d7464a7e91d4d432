package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two servers on one database are one chat. */
@EmbeddedOnly
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class ClusterIT {
    private static final Map<String, String> SETTINGS = Map.of("rate", "1000", "burst", "1000");
    private static Host one;
    private static Host two;

    @RegisterExtension
    final Scene here = new Scene(one);

    @RegisterExtension
    final Scene there = new Scene(two);

    private final String room = here.room();

    @BeforeAll
    static void start() {
        one = Hosts.fresh(SETTINGS, Store.POSTGRES);
        two = Hosts.beside(one, SETTINGS);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private Chatter mira(String place) {
        Chatter mira = here.withKey("Mira", here.key("mira"));
        mira.join(place);
        return mira;
    }

    private Chatter jonas(String place) {
        Chatter jonas = there.withKey("Jonas", here.key("jonas"));
        jonas.join(place);
        return jonas;
    }

    @Test
    void whatIsPostedAtOneServerReachesTheOtherOnceAndInOrder() {
        Chatter mira = mira(room);
        Chatter jonas = jonas(room);
        IntStream.range(0, 50).forEach(n -> {
            mira.say("post", "room", room, "text", "from one " + n);
            jonas.say("post", "room", room, "text", "from two " + n);
        });
        for (Chatter reader : List.of(mira, jonas)) {
            reader.await(Heard.message(room, "from one 49"));
            reader.await(Heard.message(room, "from two 49"));
            List<Long> offsets =
                    reader.heard(Heard.logged(room)).stream().map(Heard::offset).toList();
            assertEquals(IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList(), offsets);
        }
    }

    @Test
    void peopleOfBothServersSeeEachOtherComeAndGo() {
        Chatter mira = mira(room);
        Chatter jonas = jonas(room);
        mira.await(Heard.came(room, "Jonas"));
        jonas.await(Heard.came(room, "Mira"));
        Chatter again = jonas(room);
        jonas.close();
        assertEquals(List.of(), mira.heard(Heard.left(room, "Jonas")), "another tab is open");
        again.close();
        mira.await(Heard.left(room, "Jonas"));
    }

    @Test
    void typingIsSeenAtTheOtherServerUntilTheMessageComes() {
        Chatter mira = mira(room);
        Chatter jonas = jonas(room);
        jonas.ask("typing", "room", room);
        mira.await(event -> event.is("typing") && event.toString().contains("Jonas"));
        jonas.post(room, "done");
        mira.await(Heard.message(room, "done"));
        mira.await(event -> event.is("typing") && !event.toString().contains("Jonas"));
    }

    @Test
    void aRemovalIsEffectiveEverywhereBeforeItIsAcknowledged() throws Exception {
        Chatter mira = here.withKey("Mira", here.key("mira"));
        Chatter jonas = there.withKey("Jonas", here.key("jonas"));
        Chatter tab = here.withKey("Jonas", here.key("jonas"));
        String plans =
                mira.ask("create-room", "kind", "private", "title", "Plans").room();
        mira.join(plans);
        assertTrue(mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "member")
                .is("ack"));
        for (Chatter each : List.of(jonas, tab)) {
            each.await(event -> event.is("room-added"));
            assertTrue(each.join(plans).is("joined"), "at once, since the invitation is acknowledged");
        }
        for (int round = 0; round < 10; round++) {
            mira.post(plans, "before " + round);
            jonas.await(Heard.message(plans, "before " + round));
            mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "none");
            mira.post(plans, "after " + round);
            for (Chatter each : List.of(jonas, tab)) {
                assertEquals("not-found", each.join(plans).code());
                assertEquals(List.of(), each.heard(Heard.message(plans, "after " + round)));
            }
            HttpApi api = HttpApi.of(two);
            assertEquals(404, api.get(api.messages(plans)).statusCode());
            mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "member");
            assertTrue(jonas.join(plans).is("joined"));
        }
    }

    @Test
    void slowModeCountsMessagesAtBothServers() {
        Chatter mira = here.withKey("Mira", here.key("mira"));
        Chatter jonas = there.withKey("Jonas", here.key("jonas"));
        Chatter tab = here.withKey("Jonas", here.key("jonas"));
        String plans =
                mira.ask("create-room", "kind", "private", "title", "Plans").room();
        mira.join(plans);
        mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "member");
        mira.ask("slow-mode", "room", plans, "seconds", 3600);
        jonas.join(plans);
        tab.join(plans);
        assertTrue(jonas.ask("post", "room", plans, "text", "once").is("ack"));
        assertEquals(
                "rate-limited", tab.ask("post", "room", plans, "text", "again").code());
        assertEquals(
                "rate-limited",
                jonas.ask("post", "room", plans, "text", "again").code());
    }

    @Test
    void aDeletedRoomIsGoneEverywhereBeforeTheDeletionIsAcknowledged() throws Exception {
        Chatter mira = here.withKey("Mira", here.key("mira"));
        Chatter jonas = jonas(room); // where Mira meets him
        for (int round = 0; round < 5; round++) {
            String plans =
                    mira.ask("create-room", "kind", "private", "title", "Plans").room();
            mira.join(plans);
            assertTrue(mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "member")
                    .is("ack"));
            assertTrue(jonas.join(plans).is("joined"));
            jonas.post(plans, "before");
            mira.await(Heard.message(plans, "before"));
            String ref = mira.say("delete-room", "room", plans);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() ->
                    IntStream.range(0, 20).forEach(n -> jonas.say("post", "room", plans, "text", "meanwhile " + n)));
            Heard deletion = mira.reply(ref);
            assertTrue(deletion.is("ack"), deletion.toString());
            assertEquals("not-found", jonas.join(plans).code());
            int known = jonas.count();
            writing.join();
            assertEquals(
                    "not-found",
                    jonas.ask("post", "room", plans, "text", "after").code());
            assertEquals(
                    List.of(),
                    jonas.since(known).stream().filter(Heard::isLogged).toList());
            Chatter again = there.withKey("Mira", here.key("mira"));
            again.send("{\"type\":\"delete-room\",\"room\":\"" + plans + "\",\"ref\":\"" + ref + "\"}");
            assertEquals(deletion.json(), again.reply(ref).json());
            jonas.await(event -> event.is("room-removed")
                    && event.room().equals(plans)
                    && event.toString().contains("\"deleted\":true"));
            assertEquals(
                    404, HttpApi.of(two).get(HttpApi.of(two).messages(plans)).statusCode());
        }
    }

    @Test
    void theSameRefAtBothServersAtOnceIsOneMessage() {
        Chatter mira = mira(room);
        Chatter tab = there.withKey("Mira", here.key("mira"));
        tab.join(room);
        for (int n = 0; n < 30; n++) {
            String post = "{\"type\":\"post\",\"room\":\"" + room + "\",\"ref\":\"same-" + n + "\",\"text\":\"once " + n
                    + "\"}";
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> tab.send(post));
            mira.send(post);
            other.join();
            assertEquals(
                    mira.reply("same-" + n).offset(), tab.reply("same-" + n).offset());
        }
        mira.post(room, "end");
        tab.await(Heard.message(room, "end"));
        assertEquals(31, tab.heard(Heard.logged(room)).size());
    }

    @Test
    void aReadPositionReachesTheMembersOtherServer() {
        Chatter mira = mira(room);
        Chatter tab = there.withKey("Mira", here.key("mira"));
        tab.join(room);
        long offset = jonas(room).post(room, "news").offset();
        mira.await(Heard.message(room, "news"));
        mira.ask("read", "room", room, "offset", offset);
        assertEquals(offset, tab.await(event -> event.is("read")).offset());
    }

    @Test
    void anEditAndADeletionAtOneServerChangeTheOther() {
        Chatter mira = mira(room);
        Chatter jonas = jonas(room);
        long offset = mira.post(room, "frist").offset();
        jonas.await(Heard.message(room, "frist"));
        mira.ask("edit", "room", room, "target", offset, "text", "first");
        jonas.await(event -> event.is("edited"));
        Chatter late = there.joined("Late");
        assertTrue(late.heard(Heard.message(room, "frist")).isEmpty());
    }
}

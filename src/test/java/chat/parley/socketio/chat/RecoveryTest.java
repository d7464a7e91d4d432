package chat.parley.socketio.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.CommandText;
import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.SocketClient;
import chat.parley.embedded.EmbeddedSuite;
import chat.parley.engineio.EngineServer;
import chat.parley.engineio.EngineSettings;
import chat.parley.identity.Origins;
import chat.parley.io.Memory;
import chat.parley.room.Talk;
import chat.parley.socketio.SocketServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that recovers several rooms loses one of them. */
@Timeout(60)
class RecoveryTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MANY = 100_000;
    private static final String JONAS = CommandText.argument("name", "Jonas", "key", "the-secret-key-of-jonas");

    private final Talk talk = new Talk();
    private EmbeddedSuite host;
    private SocketClient mira;
    private SocketClient jonas;
    private String owner;
    private String member;
    private String lost;
    private String kept;
    private int acks;

    @BeforeEach
    void jonasIsInTwoRooms() throws Exception {
        open();
        mira = client();
        mira.send("40/parley," + CommandText.argument("name", "Mira", "key", "the-secret-key-of-mira"));
        owner = EngineClient.object(mira.await("42/parley,[\"welcome\""))
                .getJsonObject("member")
                .getString("id");
        jonas = client();
        jonas.send("40/parley," + JONAS);
        member = EngineClient.object(jonas.await("42/parley,[\"welcome\""))
                .getJsonObject("member")
                .getString("id");
        lost = ask(mira, "create-room", "kind", "private", "title", "Plans", "ref", "new")
                .getString("room");
        kept = talk.roomApartFrom(lost);
        setRole("member");
        ask(mira, "join", "room", lost);
    }

    private void open() throws IOException {
        SocketServer io = new SocketServer(LONG, MANY);
        io.of(ParleyNamespace.NAME).onConnect(new ParleyNamespace(talk.chat)::enter);
        EngineSettings settings = new EngineSettings(
                "/socket.io/", LONG, LONG, LONG, LONG, MANY, MANY, 0, MANY, "", "", new Origins(Set.of()));
        host = new EmbeddedSuite(
                0,
                List.of(new EngineServer(settings, io::connect, new Memory(), EmbeddedSuite.UNLIMITED, Thread::new)));
    }

    @AfterEach
    void close() {
        host.close();
        talk.close();
    }

    private SocketClient client() throws Exception {
        return SocketClient.open(new Door(URI.create(host.url() + "socket.io/")));
    }

    private JsonObject ask(SocketClient client, String type, Object... fields) throws Exception {
        int ack = ++acks;
        client.send(EngineClient.event(ack, type, fields));
        JsonObject reply =
                EngineClient.array(client.await("43/parley," + ack + "[")).getJsonObject(0);
        assertFalse(reply.containsKey("code"), reply.toString());
        return reply;
    }

    private void setRole(String role) throws Exception {
        ask(mira, "set-role", "room", lost, "member", member, "role", role);
    }

    /** Joins a room. @return the client's offset */
    private String join(String room) throws Exception {
        jonas.send(EngineClient.event(++acks, "join", "room", room));
        String offset = EngineClient.array(jonas.await("42/parley,[\"offset\"")).getString(1);
        jonas.await("43/parley," + acks + "[");
        return offset;
    }

    /** What a client with retries does: it sends the post, and sends it again after a cut. */
    private String post(String ref) throws Exception {
        jonas.send(EngineClient.event(++acks, "post", "room", "Deserted", "text", "hello", "ref", ref));
        JsonObject reply =
                EngineClient.array(jonas.await("43/parley," + acks + "[")).getJsonObject(0);
        return reply.getString("code", reply.getString("type"));
    }

    private void comeBack(String pid, String offset) throws Exception {
        jonas = client();
        jonas.send("40/parley," + JONAS.replace("}", ",\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}"));
    }

    /** All packets up to the reply to a ping. */
    private List<String> packets() throws Exception {
        String reply = "43/parley," + ++acks + "[";
        jonas.send("42/parley," + acks + "[\"ping\"]");
        List<String> packets = new ArrayList<>();
        for (String packet = jonas.next(); !packet.startsWith(reply); packet = jonas.next()) {
            packets.add(packet);
        }
        return packets;
    }

    @Test
    void whatWasHeldUntilTheRecoveryIsNotSentAfterTheRemoval() throws Exception {
        jonas.close();
        jonas = client();
        String pid = jonas.enter("40/parley," + JONAS).getString("pid");
        join(lost);
        String offset = join(kept);
        jonas.close();
        ask(mira, "post", "room", lost, "text", "moonshine");
        Runnable goOn = talk.holdRoom(kept);
        comeBack(pid, offset);
        mira.await(packet -> packet.startsWith("42/parley,[\"member-joined\"") && packet.contains(member));
        talk.awaitStore();
        ask(mira, "typing", "room", lost); // after the room has been delivered to who waits for the other one
        setRole("none");
        goOn.run();
        assertEquals(pid, EngineClient.object(jonas.await("40/parley,{")).getString("pid"), "recovered");
        List<String> packets = packets();
        assertTrue(packets.stream().noneMatch(packet -> packet.contains("moonshine")), packets.toString());
        assertTrue(packets.stream().anyMatch(packet -> packet.contains("room-removed")), packets.toString());
    }

    @Test
    void aPostThatIsSentAgainIsForTheRoomThatTheClientWasIn() throws Exception {
        talk.makeOwner(owner);
        ask(mira, "post", "room", "deserted", "text", "the last words", "ref", "last");
        jonas.close();
        jonas = client();
        String pid = jonas.enter("40/parley," + JONAS).getString("pid");
        String offset = join("deserted");
        ask(mira, "delete-room", "room", "deserted");
        jonas.await("42/parley,[\"room-removed\"");
        assertEquals("not-found", post("one"), "on the connection that was told");
        jonas.close();

        comeBack(pid, offset);
        assertNotEquals(pid, EngineClient.object(jonas.await("40/parley,{")).getString("pid"), "not recovered");
        assertEquals("not-found", post("two"), "on the next connection");
        assertEquals(
                0, ask(mira, "rooms", "find", "deserted").getJsonArray("rooms").size());

        ask(mira, "join", "room", "deserted");
        assertEquals("not-found", post("three"), "although there is a new room of the name");
        join("deserted");
        assertEquals("ack", post("four"), "after a look at the new one");
    }

    @Test
    void aRemovalDoesNotKeepTheOtherRoomsFromRecovering() throws Exception {
        jonas.close();
        jonas = client();
        String pid = jonas.enter("40/parley," + JONAS).getString("pid");
        join(lost);
        join(kept);
        setRole("none");
        String removed = jonas.await("42/parley,[\"room-removed\"");
        String offset = EngineClient.array(removed).getString(2);
        jonas.close();
        comeBack(pid, offset);
        assertEquals(pid, EngineClient.object(jonas.await("40/parley,{")).getString("pid"), "recovered");
    }
}

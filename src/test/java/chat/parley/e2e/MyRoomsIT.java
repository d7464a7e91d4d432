package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.MyRooms;
import chat.parley.client.Scene;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rooms in which one takes part, and those that there are. */
@StoreContract
class MyRoomsIT {
    @RegisterExtension
    final Scene scene = new Scene();

    private final String key = scene.key("mira");
    private final String room = scene.room();
    private final String other = UnusedRoom.name();
    private Chatter mira = scene.withKey("Mira", key);
    private final Chatter jonas = scene.named("Jonas");

    @Test
    void theRoomWithTheLatestActivityComesFirst() {
        mira.join(room);
        MyRooms.await(mira, room);
        mira.join(other);
        MyRooms.await(mira, other);
        mira.post(room, "first here");
        mira.post(other, "then there");
        assertEquals(List.of(other, room), MyRooms.names(mira));
        mira.post(room, "and here again");
        assertEquals(List.of(room, other), MyRooms.names(mira));
    }

    @Test
    void oneTakesPartUntilOneLeaves() {
        mira.join(room);
        MyRooms.await(mira, room);
        mira.close();
        mira = scene.withKey("Mira", key);
        assertEquals(List.of(room), MyRooms.names(mira));
        mira.join(room);
        mira.leave(room);
        MyRoomsIT.awaitNone(mira);
    }

    private static void awaitNone(Chatter chatter) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!MyRooms.names(chatter).isEmpty()) {
            assertTrue(System.nanoTime() < deadline, () -> "still there: " + MyRooms.names(chatter));
        }
    }

    @Test
    void whoComesToARoomHasNothingUnreadThere() {
        jonas.join(room);
        jonas.post(room, "long ago");
        mira.join(room);
        assertEquals(0, MyRooms.await(mira, room).unread());
    }

    @Test
    void aMemberWithoutAKeyHasNoRooms() {
        jonas.join(room);
        mira.join(room);
        MyRooms.await(mira, room);
        assertEquals(List.of(), MyRooms.names(jonas));
        assertEquals(1, MyRooms.of(mira, room).members());
        assertEquals(2, MyRooms.of(mira, room).online());
    }

    @Test
    void everybodySeesTheTopicThatOneHasSet() {
        mira.join(room);
        jonas.join(room);
        assertTrue(mira.ask("topic", "room", room, "topic", "Release 4.2").is("ack"));
        assertEquals("Release 4.2", jonas.await(event -> event.is("topic-changed")).string("topic"));
        assertEquals("Release 4.2", MyRooms.await(mira, room).topic());
        assertEquals("Release 4.2", jonas.join(room).string("topic"));
        mira.ask("topic", "room", room, "topic", "");
        assertNull(jonas.join(room).string("topic"));
    }

    @Test
    void aTopicIsOneLine() {
        mira.join(room);
        assertEquals("invalid", mira.ask("topic", "room", room, "topic", "two\nlines").code());
        assertEquals("invalid", mira.ask("topic", "room", room, "topic", "x".repeat(251)).code());
        assertTrue(mira.ask("topic", "room", room, "topic", "x".repeat(250)).is("ack"));
    }

    @Test
    void aRoomIsFoundByAPartOfItsNameThoughNobodyIsThere() {
        jonas.join(room);
        jonas.post(room, "I was here");
        jonas.leave(room);
        JsonObject line = find(room.substring(1).toUpperCase()).stream().filter(found -> found.getString("room").equals(room)).findFirst().orElseThrow();
        assertEquals(0, line.getInt("online"));
        assertTrue(line.containsKey("at"));
        assertFalse(find(UnusedRoom.name()).stream().anyMatch(found -> found.getString("room").equals(room)));
    }

    @Test
    void whatIsSpecialToADatabaseIsNotSpecialInAName() {
        mira.join(room);
        mira.post(room, "here I am");
        assertEquals(List.of(), find(room.replace(' ', '_')));
        assertEquals(List.of(), find("%" + room + "%"));
        assertEquals(List.of(), find("'; DROP TABLE room"));
    }

    private List<JsonObject> find(String part) {
        Heard answer = mira.ask("rooms", "find", part);
        assertTrue(answer.is("rooms"), answer.toString());
        return answer.json().getJsonArray("rooms").getValuesAs(JsonObject.class);
    }
}

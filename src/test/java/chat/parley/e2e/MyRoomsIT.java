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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A member's rooms, and the room directory. */
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
        mira.join(other);
        String first = mira.post(room, "first here").string("at");
        String second = postLaterThan(first, other);
        assertEquals(List.of(other, room), MyRooms.names(mira));
        postLaterThan(second, room);
        assertEquals(List.of(room, other), MyRooms.names(mira));
    }

    /** Posts until the time, which has milliseconds, is a later one. */
    private String postLaterThan(String time, String to) {
        String at = time;
        while (at.equals(time)) {
            at = mira.post(to, "later").string("at");
        }
        return at;
    }

    @Test
    void oneTakesPartUntilOneLeaves() {
        mira.join(room);
        assertEquals(List.of(room), MyRooms.names(mira));
        mira.close();
        mira = scene.withKey("Mira", key);
        assertEquals(List.of(room), MyRooms.names(mira));
        mira.join(room);
        assertTrue(mira.leave(room).is("ack"));
        assertEquals(List.of(), MyRooms.names(mira));
    }

    @Test
    void everyLaterJoinMakesOneTakePartAgain() {
        String position = mira.join(room).position();
        mira.join(other);
        leaveByAnotherDevice();
        assertTrue(mira.join(room, position).recovered());
        assertFalse(mira.join(other, "nowhere-0-0").recovered());
        assertEquals(Set.of(room, other), Set.copyOf(MyRooms.names(mira)));
    }

    private void leaveByAnotherDevice() {
        try (Chatter phone = scene.withKey("Mira", key)) {
            phone.join(room);
            phone.join(other);
            assertTrue(phone.leave(room).is("ack"));
            assertTrue(phone.leave(other).is("ack"));
            assertEquals(List.of(), MyRooms.names(phone));
        }
    }

    @Test
    void aRoomThatIsLeftAndJoinedInOneBreathIsJoined() {
        mira.join(room);
        List<String> leaves = new ArrayList<>();
        List<String> joins = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            leaves.add(mira.say("leave", "room", room));
            joins.add(mira.say("join", "room", room));
        }
        leaves.forEach(mira::reply);
        joins.forEach(mira::reply);
        List<String> answers = mira.heard(event -> event.ref() != null).stream()
                .map(Heard::ref)
                .toList();
        for (int i = 0; i < 5; i++) {
            assertTrue(
                    answers.indexOf(leaves.get(i)) < answers.indexOf(joins.get(i)),
                    "a leave was acknowledged after a later join");
        }
        assertTrue(mira.reply(joins.get(4)).is("joined"));
        assertEquals(List.of(room), MyRooms.names(mira));
        assertTrue(mira.post(room, "here").is("ack"));
    }

    @Test
    void whoComesToARoomHasNothingUnreadThere() {
        jonas.join(room);
        jonas.post(room, "long ago");
        mira.join(room);
        assertEquals(0, MyRooms.of(mira, room).unread());
    }

    @Test
    void aMemberWithoutAKeyHasNoRooms() {
        jonas.join(room);
        mira.join(room);
        assertEquals(List.of(), MyRooms.names(jonas));
        assertEquals(1, MyRooms.of(mira, room).members());
        assertEquals(2, MyRooms.of(mira, room).online());
    }

    @Test
    void everybodySeesTheTopicThatOneHasSet() {
        mira.join(room);
        jonas.join(room);
        assertTrue(mira.ask("topic", "room", room, "topic", "Release 4.2").is("ack"));
        assertEquals(
                "Release 4.2", jonas.await(event -> event.is("topic-changed")).string("topic"));
        assertEquals("Release 4.2", MyRooms.of(mira, room).topic());
        assertEquals("Release 4.2", jonas.join(room).string("topic"));
        mira.ask("topic", "room", room, "topic", "");
        assertNull(jonas.join(room).string("topic"));
    }

    @Test
    void aTopicIsOneLine() {
        mira.join(room);
        assertEquals(
                "invalid",
                mira.ask("topic", "room", room, "topic", "two\nlines").code());
        assertEquals(
                "invalid",
                mira.ask("topic", "room", room, "topic", "x".repeat(251)).code());
        assertTrue(mira.ask("topic", "room", room, "topic", "x".repeat(250)).is("ack"));
    }

    @Test
    void aRoomIsFoundByAPartOfItsNameThoughNobodyIsThere() {
        jonas.join(room);
        jonas.post(room, "I was here");
        jonas.leave(room);
        JsonObject line = find(room.substring(1).toUpperCase()).stream()
                .filter(found -> found.getString("room").equals(room))
                .findFirst()
                .orElseThrow();
        assertEquals(0, line.getInt("online"));
        assertTrue(line.containsKey("at"));
        assertFalse(find(UnusedRoom.name()).stream()
                .anyMatch(found -> found.getString("room").equals(room)));
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

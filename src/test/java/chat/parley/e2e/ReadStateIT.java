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
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A member's read position, across devices. */
@StoreContract
class ReadStateIT {
    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final String key = scene.key("mira");
    private Chatter mira = scene.withKey("Mira Okafor", key);
    private final Chatter jonas = scene.named("Jonas");

    @BeforeEach
    void join() {
        mira.join(room);
        jonas.join(room);
    }

    @Test
    void whatOthersSayIsUnreadUntilItIsRead() {
        jonas.post(room, "one");
        jonas.post(room, "two");
        mira.post(room, "mine");
        MyRooms mine = MyRooms.of(mira, room);
        assertEquals(List.of(3L, 0L, 2L, 0L), List.of(mine.head(), mine.read(), mine.unread(), mine.mentions()));

        assertTrue(mira.ask("read", "room", room, "offset", 1).is("ack"));
        assertEquals(1, MyRooms.of(mira, room).unread());
        mira.ask("read", "room", room, "offset", 3);
        assertEquals(0, MyRooms.of(mira, room).unread());
    }

    @Test
    void whatWasReadStaysRead() {
        jonas.post(room, "one");
        jonas.post(room, "two");
        mira.ask("read", "room", room, "offset", 2);
        mira.ask("read", "room", room, "offset", 1);
        assertEquals(2, MyRooms.of(mira, room).read());
    }

    @Test
    void nobodyReadsWhatIsNotSaidYet() {
        jonas.post(room, "one");
        mira.ask("read", "room", room, "offset", 1_000);
        jonas.post(room, "two");
        assertEquals(1, MyRooms.of(mira, room).unread());
    }

    @Test
    void whoeverIsNamedHasAMention() {
        jonas.post(room, "@Mira Okafor, are you there?");
        jonas.post(room, "I mean you, @MIRA ÓKAFOR!");
        jonas.post(room, "not you, @Mira Okafors, and no mail@Mira Okafor, nor @Mira");
        MyRooms mine = MyRooms.of(mira, room);
        assertEquals(List.of(3L, 2L), List.of(mine.unread(), mine.mentions()));
    }

    /** In live events, history, catch-up and HTTP, and for edits. */
    @Test
    void everyDoorSaysWhoIsMentioned() throws Exception {
        Chatter guest = scene.named("김민수");
        String since = guest.join(room).string("position");
        String text = "@김민수님, @MIRA  ÓKAFOR: look!";
        Heard ack = jonas.post(room, text);
        JsonArray said = guest.await(Heard.message(room, text)).json().getJsonArray("mentions");
        assertEquals(
                List.of("@김민수", "@MIRA  ÓKAFOR"),
                said.getValuesAs(JsonObject.class).stream()
                        .map(mention -> text.substring(mention.getInt("start"), mention.getInt("end")))
                        .toList());
        assertEquals(
                List.of(guest.id(), mira.id()),
                said.getValuesAs(JsonObject.class).stream()
                        .map(mention -> mention.getJsonArray("members").getString(0))
                        .toList());
        assertEquals(said, mira.await(Heard.message(room, text)).json().getJsonArray("mentions"));
        assertEquals(said, only(mira.ask("history", "room", room).json().getJsonArray("messages")));
        HttpApi api = HttpApi.of(scene.host());
        assertEquals(said, only(HttpApi.json(api.get(api.messages(room))).getJsonArray("messages")));
        Chatter late = scene.named("Late");
        late.join(room, since);
        assertEquals(said, late.await(Heard.message(room, text)).json().getJsonArray("mentions"));
        jonas.ask("edit", "room", room, "target", ack.offset(), "text", "nobody but @mira okafor");
        JsonObject edited = guest.await(event -> event.is("edited") && room.equals(event.room()))
                .json();
        assertEquals(11, edited.getJsonArray("mentions").getJsonObject(0).getInt("start"));
        assertEquals(
                edited.getJsonArray("mentions"),
                only(mira.ask("history", "room", room).json().getJsonArray("messages")));
        jonas.post(room, "@nobody");
        assertFalse(guest.await(Heard.message(room, "@nobody")).json().containsKey("mentions"));
    }

    private static JsonArray only(JsonArray messages) {
        return messages.getJsonObject(messages.size() - 1).getJsonArray("mentions");
    }

    @Test
    void whatIsDeletedOrAChangeIsNotUnread() {
        long first = jonas.post(room, "one").offset();
        jonas.post(room, "two");
        jonas.ask("react", "room", room, "target", first, "emoji", "🎉");
        jonas.ask("delete", "room", room, "target", first);
        assertEquals(1, MyRooms.of(mira, room).unread());
    }

    @Test
    void theOtherDevicesAreTold() {
        Chatter phone = scene.withKey("Mira Okafor", key);
        phone.join(room);
        jonas.post(room, "one");
        jonas.post(room, "@mira okafor");
        mira.ask("read", "room", room, "offset", 1);
        Heard read = phone.await(event -> event.is("read") && event.offset() == 1);
        assertEquals(
                List.of(1, 1), List.of(read.json().getInt("unread"), read.json().getInt("mentions")));
        mira.ask("read", "room", room, "offset", 2);
        assertEquals(
                0,
                phone.await(event -> event.is("read") && event.offset() == 2)
                        .json()
                        .getInt("unread"));
        assertTrue(mira.heard(event -> event.is("read")).isEmpty());
        assertTrue(jonas.heard(event -> event.is("read")).isEmpty());
    }

    @Test
    void itOutlastsTheConnection() {
        jonas.post(room, "one");
        jonas.post(room, "two");
        mira.ask("read", "room", room, "offset", 1);
        mira.close();
        mira = scene.withKey("Mira Okafor", key);
        MyRooms mine = MyRooms.of(mira, room);
        assertEquals(List.of(1L, 1L), List.of(mine.read(), mine.unread()));
    }

    @Test
    void aRoomHasToBeJoinedToBeRead() {
        assertEquals(
                "not-joined",
                mira.ask("read", "room", UnusedRoom.name(), "offset", 1).code());
    }

    @Test
    void moreThanAHundredAreAHundred() {
        try (Chatter amara = scene.named("Amara")) { // a single session would exceed its rate limit
            amara.join(room);
            for (int i = 0; i < 60; i++) {
                jonas.say("post", "room", room, "text", "message " + i);
                amara.say("post", "room", room, "text", "message " + i);
            }
            mira.await(120, Heard.message(room));
        }
        assertEquals(100, MyRooms.of(mira, room).unread());
    }
}

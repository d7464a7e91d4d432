package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.StoreContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Basic conversations. */
@HostContract
@StoreContract
class TalkIT {
    private static final String KEY = "a-secret-of-Mira's-browser";

    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();

    @Test
    void threePeopleSeeEachOtherComeTalkAndGo() {
        Chatter mira = scene.named("Mira");
        Chatter jonas = scene.named("Jonas");
        Chatter ada = scene.named("Ada");
        assertEquals(List.of("Mira"), mira.join(room).names());
        assertEquals(List.of("Mira", "Jonas"), jonas.join(room).names());
        assertEquals(2, mira.await(Heard.came(room, "Jonas")).online());
        assertEquals(List.of("Mira", "Jonas", "Ada"), ada.join(room).names());
        assertEquals(3, mira.await(Heard.came(room, "Ada")).online());
        assertEquals(jonas.await(Heard.came(room, "Ada")).member(), ada.id());

        mira.post(room, "Good morning");
        for (Chatter anybody : List.of(mira, jonas, ada)) {
            assertEquals(
                    mira.id(),
                    anybody.await(Heard.message(room, "Good morning")).author());
        }

        ada.goodbye();
        assertEquals(2, mira.await(Heard.left(room, "Ada")).online());
        jonas.await(Heard.left(room, "Ada"));

        jonas.post(room, "She was in a hurry");
        mira.await(Heard.message(room, "She was in a hurry"));
        assertEquals(1, mira.heard(Heard.left(room, "Ada")).size());
        assertEquals(1, mira.heard(Heard.came(room, "Ada")).size());
        assertTrue(jonas.heard(Heard.came(room, "Jonas")).isEmpty(), "clients don't receive their own join");
    }

    @Test
    void anAuthorKnowsTheOwnWordsByTheirRef() {
        Chatter mira = scene.joined("Mira");
        Chatter jonas = scene.joined("Jonas");
        String ref = mira.say("post", "room", room, "text", "Is this mine?");

        Heard own = mira.await(Heard.message(room));
        assertEquals(ref, own.ref());
        assertEquals(mira.id(), own.author());
        assertNotEquals(jonas.id(), own.author());
        assertEquals(mira.reply(ref).offset(), own.offset());
        assertEquals(mira.reply(ref).position(), own.position());
        assertEquals(own, jonas.await(Heard.message(room)));
    }

    @Test
    void twoTabsAreOneMember() {
        Chatter jonas = scene.named("Jonas");
        Chatter tab = scene.withKey("Mira", KEY);
        Chatter other = scene.withKey("Mira", KEY);
        jonas.join(room);
        assertEquals(2, tab.join(room).online());
        jonas.await(Heard.came(room, "Mira"));
        assertEquals(2, other.join(room).online());
        assertEquals(tab.id(), other.id());
        assertNotEquals(session(tab), session(other));

        String ref = tab.say("post", "room", room, "text", "From one tab");
        assertEquals(ref, other.await(Heard.message(room, "From one tab")).ref());

        tab.goodbye();
        other.post(room, "The other one is here still");
        jonas.await(Heard.message(room, "The other one is here still"));
        assertTrue(jonas.heard(Heard.left(room, "Mira")).isEmpty());

        other.leave(room);
        assertEquals(1, jonas.await(Heard.left(room, "Mira")).online());
        jonas.post(room, "All gone");
        jonas.await(Heard.message(room, "All gone"));
        assertEquals(1, jonas.heard(Heard.came(room, "Mira")).size());
        assertEquals(1, jonas.heard(Heard.left(room, "Mira")).size());
    }

    @Test
    void nobodyCanTellAMembersKey() {
        Chatter jonas = scene.named("Jonas");
        Chatter mira = scene.withKey("Mira", KEY);
        mira.join(room);
        jonas.join(room);
        mira.post(room, "Hello");
        jonas.await(Heard.message(room));

        assertFalse(jonas.since(0).toString().contains(KEY));
        assertFalse(jonas.since(0).toString().contains(session(mira)));
    }

    private static String session(Chatter chatter) {
        return chatter.await(event -> event.is("welcome")).string("session");
    }
}

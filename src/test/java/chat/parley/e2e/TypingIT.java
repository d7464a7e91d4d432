package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.client.UnusedRoom;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Typing indicators. */
class TypingIT {
    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final Chatter mira = scene.joined("Mira");
    private final Chatter jonas = scene.joined("Jonas");

    @Test
    void theOthersSeeThatSomebodyWrites() {
        assertTrue(mira.ask("typing", "room", room).is("ack"));
        assertEquals(List.of("Mira"), jonas.await(typing(1)).names());
    }

    @Test
    void itIsOverWithTheMessage() {
        mira.ask("typing", "room", room);
        jonas.await(typing(1));
        mira.post(room, "here it is");
        jonas.await(typing(0));
    }

    @Test
    void itIsOverWhenTheWriterGoes() {
        mira.ask("typing", "room", room);
        jonas.await(typing(1));
        mira.close();
        jonas.await(typing(0));
    }

    @Test
    void itIsOverByItselfAfterAWhile() {
        mira.ask("typing", "room", room);
        jonas.await(typing(1));
        jonas.await(typing(0));
    }

    @Test
    void whoComesSeesWhoIsWriting() {
        mira.ask("typing", "room", room);
        jonas.await(typing(1));
        Chatter amara = scene.joined("Amara");
        amara.await(typing(1));
    }

    @Test
    void manySignsAreToldFewTimes() {
        for (int i = 0; i < 30; i++) {
            mira.say("typing", "room", room);
        }
        mira.ask("ping");
        jonas.await(typing(1));
        mira.post(room, "done");
        jonas.await(typing(0));
        assertEquals(2, jonas.heard(event -> event.is("typing")).size());
    }

    @Test
    void onlyWhoIsThereCanWrite() {
        assertEquals("not-joined", mira.ask("typing", "room", UnusedRoom.name()).code());
    }

    private Predicate<Heard> typing(int count) {
        return event ->
                event.is("typing") && room.equals(event.room()) && event.json().getInt("count") == count;
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.HostContract;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A full room. */
@HostContract
class ManySessionsIT {
    private static final int SESSIONS = 100;
    private static final int SENDERS = 10;
    private static final int EACH = 5;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void everybodySeesEveryMessageOnceInTheSameOrder() {
        String room = scene.room();
        List<Chatter> crowd = IntStream.range(0, SESSIONS)
                .mapToObj(n -> scene.joined("Guest " + n))
                .toList();
        crowd.get(0).await(SESSIONS - 1, event -> event.is("member-joined"));

        List<List<String>> refs = crowd.subList(0, SENDERS).parallelStream()
                .map(sender -> IntStream.range(0, EACH)
                        .mapToObj(n -> sender.say("post", "room", room, "text", "Word " + n))
                        .toList())
                .toList();

        int all = SENDERS * EACH;
        List<Heard> seen = crowd.get(0).await(all, Heard.message(room));
        assertEquals(
                LongStream.rangeClosed(1, all).boxed().toList(),
                seen.stream().map(Heard::offset).toList());
        crowd.forEach(reader -> assertEquals(seen, reader.await(all, Heard.message(room))));
        for (int sender = 0; sender < SENDERS; sender++) {
            String author = crowd.get(sender).id();
            List<Heard> own = seen.stream()
                    .filter(message -> message.author().equals(author))
                    .toList();
            assertEquals(
                    refs.get(sender), own.stream().map(Heard::ref).toList(), "each sender's messages stay in order");
            for (Heard message : own) {
                assertEquals(
                        message.offset(), crowd.get(sender).reply(message.ref()).offset());
            }
        }

        crowd.get(0).post(room, "The end");
        crowd.forEach(reader -> reader.await(Heard.message(room, "The end")));
        crowd.forEach(reader ->
                assertEquals(all + 1, reader.heard(Heard.message(room)).size()));
        assertTrue(crowd.stream().allMatch(Chatter::isOpen));
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rooms with retention limits. */
@StoreContract
class RetentionIT {
    private static final String KEY = "a-secret-of-Mira's-shelf";
    private static final Map<String, String> TEN = Map.of(
            "retention",
            "10,archive=all,a case=5",
            "legal-hold",
            "A Case",
            "retention-interval",
            "200ms",
            "rate",
            "1000000",
            "burst",
            "1000000");

    @Test
    void theOldestGoAndClientsLearnWhereTheLogBegins() {
        String room = UnusedRoom.name();
        try (Host host = Hosts.fresh(TEN);
                Chatter mira = Chatter.withKey("Mira", KEY, host)) {
            mira.join(room);
            mira.join("archive");
            mira.join("a case"); // on legal hold
            Heard first = mira.ask("post", "room", room, "text", "message 1");
            IntStream.rangeClosed(2, 30).forEach(i -> mira.post(room, "message " + i));
            IntStream.rangeClosed(1, 30).forEach(i -> mira.post("archive", "message " + i));
            IntStream.rangeClosed(1, 30).forEach(i -> mira.post("a case", "message " + i));
            Heard page = mira.ask("history", "room", room);
            while (page.json().getInt("floor") < 20) {
                page = mira.ask("history", "room", room);
            }
            assertEquals(30, page.head());
            assertEquals(
                    IntStream.rangeClosed(21, 30).mapToObj(i -> "message " + i).toList(),
                    page.messages().stream().map(Heard::text).toList());
            assertEquals(30, mira.ask("history", "room", "archive").messages().size());
            assertEquals(30, mira.ask("history", "room", "a case").messages().size());

            try (Chatter jonas = Chatter.named("Jonas", host)) {
                assertFalse(jonas.join(room, first.position()).recovered());
                assertEquals(21, jonas.await(10, Heard.message(room)).get(0).offset());
                String floor = jonas.heard(heard -> heard.is("joined")).get(0).position();
                assertTrue(jonas.join(room, floor).recovered());
            }

            mira.send(CommandText.of("post", "room", room, "text", "message 1", "ref", first.ref()));
            mira.await(2, Heard.reply(first.ref()).and(reply -> reply.position().equals(first.position())));
            mira.send(CommandText.of("topic", "room", room, "topic", "something else", "ref", first.ref()));
            mira.await(Heard.error("conflict"));
            assertEquals(
                    List.of(),
                    mira.heard(Heard.message(room)).stream()
                            .map(Heard::offset)
                            .filter(offset -> offset > 30)
                            .toList());

            host.stop();
            host.start();
            try (Chatter nora = Chatter.named("Nora", host)) {
                nora.join(room);
                assertEquals(21, nora.await(10, Heard.message(room)).get(0).offset());
            }
        }
    }
}

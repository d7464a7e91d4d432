package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.Shown;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Edits, deletions, reactions, replies and topics over Socket.IO. */
class ChangesBySocketIoIT {
    private static final String THUMB = "\ud83d\udc4d";
    private static final String SECRET = "mumpitz";
    private static final Set<String> TUTORIAL = Set.of("chat-message", "user-connected", "user-disconnected");

    private final Host host = Hosts.current();
    private int id = 1;

    private static String inRoom(String room, String more) {
        return "{\"room\":\"" + room + "\"" + more + "}";
    }

    /** Sends a command in {@code /parley} and waits for its reply; earlier events are added to {@code heard}. */
    private JsonObject ask(EngineClient client, List<Heard> heard, String type, String command) throws Exception {
        int number = id++;
        client.send("42/parley," + number + "[\"" + type + "\"," + command + "]");
        String answer = "43/parley," + number + "[";
        String packet = client.await(each -> hear(each, heard).startsWith(answer));
        return EngineClient.array(packet).getJsonObject(0);
    }

    private static String hear(String packet, List<Heard> heard) {
        if (packet.startsWith("42/parley,[")) {
            JsonArray event = EngineClient.array(packet);
            Heard entry = event.get(1) instanceof JsonObject object ? new Heard(object) : null;
            if (entry != null && entry.isLogged()) {
                assertEquals(entry.string("type"), event.getString(0));
                heard.add(entry);
            }
        }
        return packet;
    }

    private static void awaitEntries(int number, EngineClient client, List<Heard> heard) throws Exception {
        while (heard.size() < number) {
            String packet = client.next();
            assertTrue(packet != null, "the session ended with " + heard);
            hear(packet, heard);
        }
    }

    private static Shown shown(List<Heard> heard) {
        Shown shown = new Shown();
        heard.forEach(shown::hear);
        return shown;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void changesComeAsEntriesAndWhoComesBackGetsThem(Way way) throws Exception {
        String room = "changes by " + way;
        try (EngineClient mira = way.named("Mira", host);
                EngineClient jonas = way.named("Jonas", host);
                EngineClient nora = way.named("Nora", host)) {
            List<Heard> byMira = new ArrayList<>();
            List<Heard> byJonas = new ArrayList<>();
            List<Heard> byNora = new ArrayList<>();
            ask(mira, byMira, "join", inRoom(room, ""));
            ask(jonas, byJonas, "join", inRoom(room, ""));
            JsonObject first = ask(mira, byMira, "post", inRoom(room, ",\"text\":\"one\""));
            ask(mira, byMira, "post", inRoom(room, ",\"text\":\"" + SECRET + "\""));
            ask(mira, byMira, "edit", inRoom(room, ",\"target\":2,\"text\":\"no " + SECRET + "\""));
            ask(mira, byMira, "edit", inRoom(room, ",\"target\":1,\"text\":\"eins\""));
            ask(jonas, byJonas, "react", inRoom(room, ",\"target\":1,\"emoji\":\"" + THUMB + "\""));
            ask(jonas, byJonas, "post", inRoom(room, ",\"text\":\"an answer\",\"replyTo\":1"));
            ask(jonas, byJonas, "topic", inRoom(room, ",\"topic\":\"counting\""));
            ask(jonas, byJonas, "unreact", inRoom(room, ",\"target\":1,\"emoji\":\"" + THUMB + "\""));
            ask(jonas, byJonas, "react", inRoom(room, ",\"target\":6,\"emoji\":\"" + THUMB + "\""));
            assertEquals(
                    "forbidden",
                    ask(jonas, byJonas, "delete", inRoom(room, ",\"target\":2")).getString("code"));
            assertEquals(
                    10,
                    ask(mira, byMira, "delete", inRoom(room, ",\"target\":2")).getInt("offset"));
            awaitEntries(10, mira, byMira);
            awaitEntries(10, jonas, byJonas);
            assertEquals(
                    List.of(
                            "message",
                            "message",
                            "edited",
                            "edited",
                            "reacted",
                            "message",
                            "topic-changed",
                            "unreacted",
                            "reacted",
                            "deleted"),
                    byMira.stream().map(entry -> entry.string("type")).toList());
            for (int i = 0; i < 10; i++) {
                assertEquals(i + 1, byMira.get(i).offset());
            }
            assertEquals(shown(byMira).messages(), shown(byJonas).messages());

            Heard page = new Heard(ask(mira, byMira, "history", inRoom(room, "")));
            Shown history = new Shown();
            history.turnTo(page, List.of());
            assertEquals(shown(byMira).messages(), history.messages());
            assertFalse(page.toString().contains(SECRET));

            JsonObject joined =
                    ask(nora, byNora, "join", inRoom(room, ",\"since\":\"" + first.getString("position") + "\""));
            assertTrue(joined.getBoolean("recovered"));
            assertEquals("counting", joined.getString("topic"));
            awaitEntries(9, nora, byNora);
            assertFalse(byNora.toString().contains(SECRET), byNora.toString());
            byNora.add(0, byMira.get(0));
            assertEquals(shown(byMira).messages(), shown(byNora).messages());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatWasEditedAwayIsNotToldToWhoComesBack(Way way) throws Exception {
        String room = "edits by " + way;
        try (EngineClient mira = way.named("Mira", host);
                EngineClient nora = way.named("Nora", host)) {
            List<Heard> byMira = new ArrayList<>();
            List<Heard> byNora = new ArrayList<>();
            ask(mira, byMira, "join", inRoom(room, ""));
            JsonObject first = ask(mira, byMira, "post", inRoom(room, ",\"text\":\"one\""));
            ask(mira, byMira, "edit", inRoom(room, ",\"target\":1,\"text\":\"" + SECRET + "\""));
            ask(mira, byMira, "edit", inRoom(room, ",\"target\":1,\"text\":\"eins\""));
            awaitEntries(3, mira, byMira);
            assertTrue(byMira.toString().contains(SECRET), "other members receive it");
            assertTrue(ask(nora, byNora, "join", inRoom(room, ",\"since\":\"" + first.getString("position") + "\""))
                    .getBoolean("recovered"));
            awaitEntries(2, nora, byNora);
            assertFalse(byNora.toString().contains(SECRET), byNora.toString());
            byNora.add(0, byMira.get(0));
            assertEquals(shown(byMira).messages(), shown(byNora).messages());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void pinsAreAnnouncedAndListed(Way way) throws Exception {
        String room = "pins by " + way;
        try (EngineClient mira = way.named("Mira", host);
                EngineClient jonas = way.named("Jonas", host)) {
            List<Heard> byMira = new ArrayList<>();
            List<Heard> byJonas = new ArrayList<>();
            ask(mira, byMira, "join", inRoom(room, ""));
            ask(jonas, byJonas, "join", inRoom(room, ""));
            ask(mira, byMira, "post", inRoom(room, ",\"text\":\"one\""));
            assertEquals(
                    2, ask(jonas, byJonas, "pin", inRoom(room, ",\"target\":1")).getInt("offset"));
            awaitEntries(2, mira, byMira);
            assertEquals("pinned", byMira.get(1).string("type"));
            JsonArray pinned = ask(mira, byMira, "pins", inRoom(room, "")).getJsonArray("messages");
            assertEquals(
                    List.of("one", "true"),
                    List.of(
                            pinned.getJsonObject(0).getString("text"),
                            pinned.getJsonObject(0).get("pinned").toString()));
            ask(mira, byMira, "unpin", inRoom(room, ",\"target\":1"));
            assertTrue(ask(jonas, byJonas, "pins", inRoom(room, ""))
                    .getJsonArray("messages")
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theTutorialsClientsSeeMessagesAndNothingOdd(Way way) throws Exception {
        String marker = "the end of " + way;
        Host lobby = Hosts.talkative();
        try (EngineClient tessa = way.open(lobby);
                EngineClient mira = way.named("Mira " + way, lobby)) {
            List<Heard> heard = new ArrayList<>();
            tessa.enter("40");
            tessa.send("420[\"new-user\",\"Tessa\"]");
            tessa.await("430[");
            ask(mira, heard, "join", inRoom("lobby", ""));
            long offset = ask(mira, heard, "post", inRoom("lobby", ",\"text\":\"hello of " + way + "\""))
                    .getInt("offset");
            String target = ",\"target\":" + offset;
            assertEquals(
                    "ack",
                    ask(mira, heard, "edit", inRoom("lobby", target + ",\"text\":\"hi\""))
                            .getString("type"));
            assertEquals(
                    "ack",
                    ask(mira, heard, "react", inRoom("lobby", target + ",\"emoji\":\"" + THUMB + "\""))
                            .getString("type"));
            assertEquals(
                    "ack",
                    ask(mira, heard, "topic", inRoom("lobby", ",\"topic\":\"" + way + "\""))
                            .getString("type"));
            assertEquals(
                    "ack", ask(mira, heard, "delete", inRoom("lobby", target)).getString("type"));
            assertEquals(
                    "ack",
                    ask(mira, heard, "post", inRoom("lobby", ",\"text\":\"" + marker + "\"" + ",\"replyTo\":" + offset))
                            .getString("type"));
            List<JsonObject> messages = new ArrayList<>();
            while (messages.isEmpty()
                    || !messages.get(messages.size() - 1).getString("message").equals(marker)) {
                JsonArray event = EngineClient.array(tessa.await("42["));
                assertTrue(TUTORIAL.contains(event.getString(0)), event.toString());
                if (event.getString(0).equals("chat-message")) {
                    JsonObject message = event.getJsonObject(1);
                    assertEquals(Set.of("message", "name"), message.keySet());
                    if (message.getString("name").equals("Mira " + way)) { // other tests write to the lobby, too
                        messages.add(message);
                    }
                }
            }
            assertEquals(marker, messages.get(messages.size() - 1).getString("message"));
            assertTrue(messages.size() <= 2, messages.toString());
        }
    }
}

package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.EngineClient;
import chat.parley.client.PollingClient;
import chat.parley.client.SocketClient;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces, acknowledgements and attachments for well-behaved clients. */
class SocketPacketsIT {
    private static final int LIMIT = 65_536;
    private static final String PLACE = "{\"_placeholder\":true,\"num\":0}";

    /** Messages in the lobby also reach {@code /}. */
    private static final Predicate<String> IN_PARLEY =
            packet -> packet.substring(2).startsWith("/parley,");

    private final Host host = Hosts.current();

    @ParameterizedTest
    @EnumSource(Way.class)
    void eachNamespaceIsEnteredByItself(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            JsonObject parley = client.enter("40/parley,");
            JsonObject root = client.enter("40");
            assertNotEquals(root.getString("sid"), parley.getString("sid"));
            client.showsThatItLives(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoCanBeKnownAgainIsToldWhatToComeBackWith(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            assertEquals(Set.of("sid", "pid"), client.enter("40").keySet());
            assertEquals(
                    Set.of("sid", "pid"),
                    client.enter("40/parley,{\"name\":\"Mira\",\"key\":\"a-secret-of-sixteen\"}")
                            .keySet());
        }
        for (String auth : List.of("", "{}", "{\"name\":\"Mira\"}")) {
            try (EngineClient client = way.open(host)) {
                assertEquals(Set.of("sid"), client.enter("40/parley," + auth).keySet());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40/parley,",
                "40/parley",
                "40/parley,{}",
                "40/parley,{\"name\":\"Mira\"}",
                "40/parley,{\"whatever\":[1,{}]}"
            })
    void theCommaAndThePayloadOfAConnectMayBeMissing(String packet) throws Exception {
        try (SocketClient client = SocketClient.open(host)) {
            client.send(packet);
            client.await("40/parley,{");
            client.showsThatItLives(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowhere", "parley2", "Parley", "parley/", "constructor", "__proto__", "toString", "\u8a71"})
    void anUnknownNamespaceIsRefusedAndTheTransportStaysOpen(String name) throws Exception {
        for (Way way : Way.values()) {
            try (EngineClient client = way.open(host)) {
                client.enter("40/parley,");
                client.send("40/" + name + ",{\"token\":\"abc\"}");
                assertEquals("44/" + name + ",{\"message\":\"Invalid namespace\"}", client.await("44"));
                client.showsThatItLives(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRefusedNameIsSaidWithItsCodeAndMayBeTriedAgain(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            client.send("40/parley,{\"name\":\"\\u202e\"}");
            JsonObject refusal = EngineClient.object(client.await("44/parley,"));
            assertFalse(refusal.getString("message").isEmpty());
            assertFalse(refusal.getJsonObject("data").getString("code").isEmpty());
            client.enter("40/parley,{\"name\":\"Mira\"}");
            client.await("42/parley,[\"welcome\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAnswerHasTheNumberOfItsQuestion(Way way) throws Exception {
        try (EngineClient client = way.named("Mira", host)) {
            for (String id : List.of("0", "7", "123456789", "7")) {
                client.send("42/parley," + id + "[\"rooms\"]");
                JsonObject reply = EngineClient.array(client.await("43/parley," + id + "["))
                        .getJsonObject(0);
                assertEquals("rooms", reply.getString("type"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatHasNoMeaningIsAnErrorOfTheQuestionAndNotOfTheConnection(Way way) throws Exception {
        try (EngineClient client = way.named("Mira", host)) {
            int id = 1;
            for (String event : List.of(
                    "[\"nothing-known\"]",
                    "[\"nothing-known\",{}]",
                    "[\"post\"]",
                    "[\"post\",7]",
                    "[\"post\",{}]",
                    "[\"post\",[]]",
                    "[1]",
                    "[\"\"]",
                    "[\"__proto__\",{}]")) {
                client.send("42/parley," + id + event);
                JsonObject reply = EngineClient.array(client.await("43/parley," + id + "["))
                        .getJsonObject(0);
                assertEquals("error", reply.getString("type"), event);
                id++;
            }
            client.showsThatItLives(id);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAnswerToNoQuestionIsIgnored(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            client.enter("40");
            client.enter("40/parley,");
            client.send("43999[]", "43/parley,999[\"x\"]", "43/parley,0[]");
            client.showsThatItLives(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoLeavesANamespaceStaysInTheOtherAndMayComeBack(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            String first = client.enter("40/parley,").getString("sid");
            client.enter("40");
            client.send("41/parley,", "42[\"new-user\",\"Mira\"]");
            String second = client.enter("40/parley,").getString("sid");
            assertNotEquals(first, second);
            client.send("41");
            client.showsThatItLives(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aDisconnectIsNotAnswered(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            client.enter("40/parley,");
            client.enter("40");
            client.send("41", "42/parley,1[\"ping\"]");
            assertTrue(client.await(IN_PARLEY).startsWith("43/parley,1["));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoHasLeftANamespaceIsNotHeardThereAnyMore(Way way) throws Exception {
        try (EngineClient client = way.open(host)) {
            client.enter("40");
            client.enter("40/parley,");
            client.send("41/parley,", "42/parley,1[\"ping\"]", "40/parley,", "42/parley,2[\"ping\"]");
            assertTrue(client.await(IN_PARLEY).startsWith("40/parley,{"));
            assertTrue(client.await(IN_PARLEY).startsWith("43/parley,2["));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void wellFormedAttachmentsCloseNothing(Way way) throws Exception {
        try (EngineClient client = way.named("Mira", host)) {
            client.send("451-[\"bin\"," + PLACE + "]", "bAQID");
            client.send("451-/parley,[\"bin\"," + PLACE + "]", "bAQID");
            client.send("451-/parley,5[\"bin\",{\"deep\":[{\"er\":" + PLACE + "}]}]", "bAQID");
            client.send("452-/parley,[\"bin\",{\"_placeholder\":true,\"num\":1}," + PLACE + "]", "bAQ==", "bAg==");
            client.send("451-/parley,[\"bin\"," + PLACE + "]", "b");
            client.send("461-/parley,999[" + PLACE + "]", "bAQID");
            client.showsThatItLives(1);
        }
    }

    @ParameterizedTest
    @HostContract
    @EnumSource(Way.class)
    void tenAttachmentsAreStillFine(Way way) throws Exception {
        try (EngineClient client = way.named("Mira", host)) {
            String[] packets = new String[11];
            packets[0] = "4510-/parley,[\"bin\""
                    + String.join(
                            "",
                            IntStream.range(0, 10)
                                    .mapToObj(i -> "," + PLACE.replace("0", "" + i))
                                    .toList()) + "]";
            for (int i = 1; i <= 10; i++) {
                packets[i] = "bAQID";
            }
            client.send(packets);
            client.showsThatItLives(1);
        }
    }

    @Test
    @HostContract
    void aFrameOfTheLargestSizeIsTakenAndALargerOneIsClosedWithItsCode() throws Exception {
        try (SocketClient client = SocketClient.open(host)) {
            client.enter("40/parley,");
            client.send(padded(LIMIT));
            client.await("43/parley,7[");
            client.send(padded(LIMIT + 1));
            assertEquals(1009, client.awaitClose());
        }
    }

    @Test
    @HostContract
    void bytesOverTheLimitAreClosedWithTheSameCode() throws Exception {
        try (SocketClient client = SocketClient.open(host)) {
            client.enter("40/parley,");
            client.send("451-/parley,[\"bin\"," + PLACE + "]", "b" + "AAAA".repeat(LIMIT / 3 + 1));
            assertEquals(1009, client.awaitClose());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aMessageComesToEveryMemberOnceWhateverTheirTransport(Way way) throws Exception {
        String room = "socketio members " + way;
        try (EngineClient mira = way.named("Mira", host);
                PollingClient jonas = PollingClient.named("Jonas", host);
                SocketClient anna = SocketClient.named("Anna", host)) {
            for (EngineClient member : List.of(mira, jonas, anna)) {
                member.join(room);
            }
            for (int i = 0; i < 5; i++) {
                mira.send(EngineClient.post(i, room, "text " + i));
            }
            for (EngineClient member : List.of(mira, jonas, anna)) {
                Set<String> texts = new TreeSet<>();
                while (texts.size() < 5) {
                    JsonObject message = EngineClient.array(member.await("42/parley,[\"message\""))
                            .getJsonObject(1);
                    assertEquals(room, message.getString("room"));
                    assertTrue(texts.add(message.getString("text")), "twice: " + message);
                }
                assertEquals(List.of("text 0", "text 1", "text 2", "text 3", "text 4"), List.copyOf(texts));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void bytesInBase64AreTakenOnEveryTransport(Way way) throws Exception {
        try (EngineClient client = way.named("Mira", host)) {
            client.send("452-/parley,5[\"bin\"," + PLACE + "," + PLACE.replace("0", "1") + "]");
            if (client instanceof SocketClient socket) {
                socket.sendText("bAQID");
                socket.sendText("bAQ"); // some encoders omit the padding
            } else {
                client.send("bAQID", "bAQ");
            }
            client.await("43/parley,5[");
            client.showsThatItLives(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b*", "bA", "x"})
    void aTextFrameThatIsNoPacketEndsTheConnection(String frame) throws Exception {
        SocketClient client = SocketClient.open(host);
        client.enter("40/parley,");
        client.sendText(frame);
        client.awaitEnd();
    }

    /** A command with this many bytes. */
    private static String padded(int bytes) {
        String packet = "42/parley,7[\"ping\",{\"pad\":\"\"}]";
        return packet.replace("\"\"}]", "\"" + "a".repeat(bytes - packet.length()) + "\"}]");
    }
}

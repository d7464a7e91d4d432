package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.SocketClient;
import chat.parley.client.Team;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server's owner deletes the lobby, which clients of the tutorial can neither leave nor enter by themselves. */
@EmbeddedOnly
class LobbyDeletionIT {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final String OFFSET = "42[\"offset\"";

    @Test
    void clientsOfTheTutorialGoOnInTheNewLobby() throws Exception {
        try (Host host = Hosts.fresh(Team.OFFERED);
                SocketClient ana = SocketClient.open(host);
                SocketClient ben = SocketClient.open(host);
                Chatter guest = Chatter.named("Cara", host)) {
            for (SocketClient client : List.of(ana, ben)) {
                client.enter("40");
                client.send("42[\"new-user\",\"" + (client == ana ? "Ana" : "Ben") + "\"]");
                client.await(OFFSET);
            }
            assertTrue(guest.join("lobby").is("joined"));
            ben.send("42[\"send-chat-message\",\"old words\"]");
            ana.await(packet -> packet.contains("old words"));
            assertEquals("forbidden", guest.ask("delete-room", "room", "lobby").code());
            HttpResponse<String> deleted = Team.of(host).owner().send("DELETE", "api/rooms/lobby");
            assertEquals(OK, deleted.statusCode(), deleted.body());
            for (SocketClient client : List.of(ana, ben)) {
                client.await(OFFSET);
            }
            ben.send("42[\"send-chat-message\",\"new words\"]");
            ana.await(packet -> {
                assertTrue(!packet.contains("old words"), packet);
                return packet.contains("new words");
            });
            assertEquals(
                    List.of("new words"),
                    HttpApi.of(host).history("lobby", "").messages().stream()
                            .map(Heard::text)
                            .toList());
            assertEquals(
                    FORBIDDEN,
                    Team.of(host).join("Dan").send("DELETE", "api/rooms/lobby").statusCode());
        }
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.PollingClient;
import chat.parley.client.Scene;
import chat.parley.client.SocketClient;
import chat.parley.e2e.host.HostContract;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A removal from a private room, on every host. */
@HostContract
class RemovalIT {
    @RegisterExtension
    final Scene scene = new Scene();

    private final Chatter mira = scene.withKey("Mira", scene.key("mira"));
    private final Chatter jonas = scene.withKey("Jonas", scene.key("jonas"));
    private final String room =
            mira.ask("create-room", "kind", "private", "title", "Plans").room();

    @Test
    void nothingOfTheRoomFollowsTheAcknowledgementAtAnyDoor() throws Exception {
        mira.join(room);
        setRole("member");
        try (SocketClient socket = SocketClient.open(scene.host());
                PollingClient polling = PollingClient.open(scene.host())) {
            List<EngineClient> clients = List.of(socket, polling);
            String hello = "40/parley,{\"name\":\"Jonas\",\"key\":\"" + scene.key("jonas") + "\"}";
            for (EngineClient client : clients) {
                client.enter(hello);
                client.join(room);
            }
            assertTrue(jonas.join(room).is("joined"));
            mira.post(room, "before");
            jonas.await(Heard.message(room, "before"));
            for (EngineClient client : clients) {
                client.await(packet -> packet.contains("before"));
            }
            CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> setRole("none"));
            for (EngineClient client : clients) { // which must poll meanwhile, so as not to be cut
                client.await("42/parley,[\"room-removed\"");
            }
            removal.join();
            mira.post(room, "after");
            assertTrue(jonas.await(event -> event.is("room-removed")).toString().contains(room));
            assertTrue(jonas.ask("ping").is("pong"));
            assertEquals(List.of(), jonas.heard(Heard.message(room, "after")));
            for (EngineClient client : clients) {
                client.send("42/parley,7[\"ping\"]");
                String next = client.next();
                assertTrue(next.startsWith("43/parley,7["), next);
            }
        }
        HttpApi api = HttpApi.of(scene.host());
        assertEquals(404, api.get(api.messages(room)).statusCode());
        assertEquals("not-found", jonas.join(room).code());
    }

    private void setRole(String role) {
        Heard reply = mira.ask("set-role", "room", room, "member", jonas.id(), "role", role);
        assertTrue(reply.is("ack"), reply.toString());
    }
}

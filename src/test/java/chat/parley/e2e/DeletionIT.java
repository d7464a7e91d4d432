package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.PollingClient;
import chat.parley.client.Scene;
import chat.parley.client.SocketClient;
import chat.parley.e2e.host.HostContract;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The deletion of a private room, on every host. */
@HostContract
class DeletionIT {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    @RegisterExtension
    final Scene scene = new Scene();

    private final HttpApi api = HttpApi.of(scene.host());
    private final Chatter mira = scene.withKey("Mira", scene.key("mira"));
    private final Chatter jonas = scene.withKey("Jonas", scene.key("jonas"));
    private final String word = "moonshine" + UUID.randomUUID().toString().substring(0, 8);
    private final String room =
            mira.ask("create-room", "kind", "private", "title", "Plans").room();

    @Test
    void nothingOfTheRoomFollowsTheAcknowledgementAtAnyDoor() throws Exception {
        mira.join(room);
        assertTrue(mira.ask("set-role", "room", room, "member", jonas.id(), "role", "member")
                .is("ack"));
        try (SocketClient socket = SocketClient.open(scene.host());
                PollingClient polling = PollingClient.open(scene.host())) {
            List<EngineClient> clients = List.of(socket, polling);
            String hello = "40/parley,{\"name\":\"Jonas\",\"key\":\"" + scene.key("jonas") + "\"}";
            for (EngineClient client : clients) {
                client.enter(hello);
                client.join(room);
            }
            assertTrue(jonas.join(room).is("joined"));
            mira.post(room, word);
            jonas.await(Heard.message(room, word));
            for (EngineClient client : clients) {
                client.await(packet -> packet.contains(word));
            }
            CompletableFuture<Heard> deletion = CompletableFuture.supplyAsync(this::delete);
            for (EngineClient client : clients) { // which must poll meanwhile, so as not to be cut
                client.await("42/parley,[\"room-removed\"");
            }
            assertTrue(deletion.join().is("ack"), deletion.join().toString());
            assertTrue(jonas.ask("ping").is("pong"));
            int heard = jonas.count();
            for (Chatter each : List.of(mira, jonas)) {
                assertTrue(each.await(event -> event.is("room-removed")).json().getBoolean("deleted"));
                assertEquals("not-found", each.join(room).code());
                assertEquals(
                        "not-found", each.join(room, deletion.join().position()).code());
                assertEquals(
                        "not-found",
                        each.ask("post", "room", room, "text", "late").code());
                assertEquals("not-found", each.ask("history", "room", room).code());
                assertFalse(each.ask("my-rooms").toString().contains(room));
                assertFalse(each.ask("search", "query", word).toString().contains(room));
            }
            assertEquals(
                    List.of(),
                    jonas.since(heard).stream().filter(Heard::isLogged).toList());
            for (EngineClient client : clients) {
                client.send("42/parley,7[\"ping\"]");
                String next = client.next();
                assertTrue(next.startsWith("43/parley,7["), next);
            }
        }
        for (String name : List.of("mira", "jonas")) {
            assertEquals(
                    NOT_FOUND, as(name, "GET", api.messages(room).toString()).statusCode());
            assertFalse(as(name, "GET", api.at("search?q=" + word).toString())
                    .body()
                    .contains(room));
        }
    }

    private Heard delete() {
        return mira.ask("delete-room", "room", room, "reason", "Done");
    }

    @Test
    void theSameRequestIsAnsweredWithTheSameAcknowledgementAfterTheRoomIsGone() throws Exception {
        mira.join(room);
        String resource = api.messages(room).toString().replaceFirst("/messages$", "?name=Somebody&reason=Done");
        assertEquals(
                NOT_FOUND,
                as("jonas", "DELETE", resource, "Idempotency-Key", "d1").statusCode());
        HttpResponse<String> first = as("mira", "DELETE", resource, "Idempotency-Key", "d1");
        assertEquals(OK, first.statusCode(), first.body());
        mira.await(event -> event.is("room-removed"));
        HttpResponse<String> second = as("mira", "DELETE", resource, "Idempotency-Key", "d1");
        assertEquals(OK, second.statusCode());
        assertEquals(first.body(), second.body());
        assertEquals(
                NOT_FOUND,
                as("mira", "DELETE", resource, "Idempotency-Key", "d2").statusCode());
        assertEquals(
                NOT_FOUND,
                as("jonas", "DELETE", resource, "Idempotency-Key", "d1").statusCode());
    }

    private HttpResponse<String> as(String name, String method, String uri, String... headers) throws Exception {
        return api.send(HttpApi.request(URI.create(uri), headers)
                .header("Authorization", "Bearer " + scene.key(name))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }
}

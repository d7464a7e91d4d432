package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Heard;
import chat.parley.client.JavaClient;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import io.socket.client.AckWithTimeout;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official Java client, as programs and Android apps use it. It does not know recovery: after a disconnect it
 * sends its identity and position.
 */
@Order(1) // slow, so it starts early
class JavaClientIT {
    private static final int EACH = 50;
    private static final int CROWD = 30;

    private final Host host = Hosts.current();
    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);
    private final List<JavaClient> clients = new ArrayList<>();

    @AfterEach
    void go() {
        clients.forEach(JavaClient::close);
    }

    @ParameterizedTest
    @HostContract
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void twoPeopleTalkByEveryTransport(String transports) {
        JavaClient mira = come("Mira", host, transports.split(","));
        JavaClient jonas = come("Jonas", host, transports.split(","));
        assertTrue(mira.join(room).is("joined"));
        assertEquals(List.of("Mira", "Jonas"), jonas.join(room).names());
        mira.await(Heard.came(room, "Jonas"));
        Heard ack = mira.post(room, "Good morning 😀");
        assertEquals(List.of(1L, "ack"), List.of(ack.offset(), ack.string("type")));
        Heard message = jonas.await(Heard.message(room));
        assertEquals(List.of("Good morning 😀", ack.position()), List.of(message.text(), message.position()));
        assertTrue(jonas.ask("leave", "room", room).is("ack"));
        mira.await(Heard.left(room, "Jonas"));
        assertEquals("not-joined", jonas.post(room, "am I here?").code());
    }

    @Test
    void aHelloMayComeAfterTheConnection() {
        Socket socket = IO.socket(host.http().resolve("/parley"), JavaClient.options(host, JavaClient.UPGRADE));
        try {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            socket.connect();
            socket.emit(
                    "hello",
                    new Object[] {new JSONObject(Map.of("name", "Mira"))},
                    replies -> answer.complete(replies[0]));
            assertEquals("Mira", JavaClient.answer(answer).name());
        } finally {
            socket.close();
        }
    }

    @Test
    void pagesOfHistoryLeadBackToTheFirstMessage() {
        JavaClient mira = come("Mira", host, JavaClient.WEBSOCKET);
        mira.join(room);
        words("word", 25).forEach(text -> mira.post(room, text));
        List<String> read = new ArrayList<>();
        Heard page = mira.ask("history", "room", room, "limit", 10);
        read.addAll(0, page.messages().stream().map(Heard::text).toList());
        while (page.older() != null) {
            page = mira.ask("history", "room", room, "limit", 10, "before", page.older());
            read.addAll(0, page.messages().stream().map(Heard::text).toList());
        }
        assertEquals(words("word", 25), read);
    }

    @Test
    void anAnswerComesBeforeItsTimeout() {
        JavaClient mira = come("Mira", host, JavaClient.WEBSOCKET);
        CompletableFuture<Object> answer = new CompletableFuture<>();
        mira.socket().emit("ping", new Object[] {new JSONObject()}, new AckWithTimeout(10_000) {
            @Override
            public void onTimeout() {
                answer.completeExceptionally(new AssertionError("timeout"));
            }

            @Override
            public void onSuccess(Object... replies) {
                answer.complete(replies[0]);
            }
        });
        assertTrue(JavaClient.answer(answer).is("pong"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void bytesAreRefusedAndTheConnectionGoesOn(String transport) {
        JavaClient mira = come("Mira", host, transport);
        mira.join(room);
        byte[] bytes = {1, 2, 3};
        assertTrue(JavaClient.answer(mira.emit("post", (Object) bytes)).is("error"));
        assertTrue(mira.ask("post", "room", room, "text", bytes).is("error"));
        assertTrue(mira.post(room, "in words").is("ack"));
        assertEquals("in words", mira.await(Heard.message(room)).text());
        assertEquals(1, mira.connections());
    }

    @Test
    @HostContract
    void fiftyMessagesEachWayCrossTheUpgradeInOrder() {
        JavaClient jonas = come("Jonas", host, JavaClient.WEBSOCKET);
        jonas.join(room);
        JavaClient mira = new JavaClient(host, "Mira", JavaClient.UPGRADE);
        clients.add(mira);
        // Sent without waiting, while the transport changes.
        CompletableFuture<Object> joined = mira.say("join", "room", room);
        List<CompletableFuture<Object>> posts = new ArrayList<>();
        for (int i = 1; i <= EACH; i++) {
            posts.add(mira.say("post", "room", room, "text", "Mira " + i));
            posts.add(jonas.say("post", "room", room, "text", "Jonas " + i));
        }
        assertTrue(JavaClient.answer(joined).is("joined"));
        posts.forEach(post -> assertTrue(JavaClient.answer(post).is("ack")));
        mira.awaitAnswerBy("websocket");
        List<Heard> seen = mira.await(2 * EACH, Heard.message(room));
        assertEquals(
                LongStream.rangeClosed(1, 2 * EACH).boxed().toList(),
                seen.stream().map(Heard::offset).toList());
        assertEquals(seen, jonas.await(2 * EACH, Heard.message(room)));
        for (String name : List.of("Mira", "Jonas")) {
            assertEquals(
                    words(name, EACH),
                    seen.stream()
                            .map(Heard::text)
                            .filter(text -> text.startsWith(name))
                            .toList());
        }
    }

    @Test
    void theTutorialsPeopleHearEachOther() {
        CompletableFuture<Object> came = new CompletableFuture<>();
        CompletableFuture<Object> said = new CompletableFuture<>();
        CompletableFuture<Object> entered = new CompletableFuture<>();
        Host lobby = Hosts.talkative();
        Socket mira = IO.socket(lobby.http().resolve("/"), JavaClient.options(lobby, JavaClient.UPGRADE));
        Socket jonas = IO.socket(lobby.http().resolve("/"), JavaClient.options(lobby, JavaClient.POLLING));
        String name = "Jonas of " + room;
        try {
            // Everybody on this server is in the tutorial's room.
            mira.on("user-connected", arguments -> completeIf(name.equals(arguments[0]), came, arguments[0]));
            mira.on(
                    "chat-message",
                    arguments -> completeIf(arguments[0].toString().contains(name), said, arguments[0]));
            mira.connect();
            mira.emit("new-user", new Object[] {"Mira of " + room}, replies -> entered.complete(replies[0]));
            assertFalse(JavaClient.answer(entered).is("error"));
            jonas.connect();
            jonas.emit("new-user", name);
            jonas.emit("send-chat-message", "Good morning");
            assertEquals(name, came.orTimeout(20, TimeUnit.SECONDS).join());
            Heard message = JavaClient.answer(said);
            assertEquals(List.of("Good morning", name), List.of(message.string("message"), message.string("name")));
        } finally {
            mira.close();
            jonas.close();
        }
    }

    private static void completeIf(boolean expected, CompletableFuture<Object> future, Object value) {
        if (expected) {
            future.complete(value);
        }
    }

    @Test
    void everybodyInACrowdSeesEveryMessageOnceInTheSameOrder() {
        crowd(host);
        List<CompletableFuture<Object>> posts = new ArrayList<>();
        for (int word = 1; word <= 5; word++) {
            for (JavaClient sender : clients.subList(0, 10)) {
                posts.add(sender.say("post", "room", room, "text", "word " + word));
            }
        }
        posts.forEach(post -> assertTrue(JavaClient.answer(post).is("ack")));
        List<Heard> seen = clients.get(0).await(posts.size(), Heard.message(room));
        assertEquals(
                LongStream.rangeClosed(1, posts.size()).boxed().toList(),
                seen.stream().map(Heard::offset).toList());
        clients.forEach(client -> assertEquals(seen, client.await(posts.size(), Heard.message(room))));
    }

    @Test
    @HostContract
    void aCrowdThatLostItsServerComesBackAndReadsOnWhereItWas() {
        try (Host own = Hosts.fresh(Map.of())) {
            crowd(own);
            String position = clients.get(0).post(room, "before").position();
            clients.forEach(client ->
                    assertEquals(position, client.await(Heard.message(room)).position()));
            own.kill();
            own.start();
            clients.forEach(client -> client.awaitConnection(2));
            List<CompletableFuture<Object>> joins = clients.stream()
                    .map(client -> client.say("join", "room", room, "since", position))
                    .toList();
            joins.forEach(join -> assertTrue(JavaClient.answer(join).recovered()));
            assertEquals(2, clients.get(0).post(room, "after").offset());
            clients.forEach(client -> assertEquals(
                    List.of("before", "after"),
                    client.await(2, Heard.message(room)).stream()
                            .map(Heard::text)
                            .toList()));
            assertEquals(CROWD, clients.get(0).ask("join", "room", room).online());
        }
    }

    // A third of them over each transport.
    private void crowd(Host where) {
        String[][] ways = {JavaClient.POLLING, JavaClient.WEBSOCKET, JavaClient.UPGRADE};
        IntStream.range(0, CROWD).forEach(i -> clients.add(new JavaClient(where, "Guest " + i, ways[i % ways.length])));
        List<CompletableFuture<Object>> joins =
                clients.stream().map(client -> client.say("join", "room", room)).toList();
        joins.forEach(join -> assertTrue(JavaClient.answer(join).is("joined")));
    }

    private JavaClient come(String name, Host where, String... transports) {
        JavaClient client = JavaClient.named(name, where, transports);
        clients.add(client);
        return client;
    }

    private static List<String> words(String word, int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> word + " " + i).toList();
    }
}

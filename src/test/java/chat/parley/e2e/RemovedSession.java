package chat.parley.e2e;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.NativeConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket of the member, which comes back after each end, from where it was, and tries every door while removed. */
final class RemovedSession implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BARRIER = "barrier-";

    private final URI server;
    private final String token;
    private final Removals removals;
    private final Removals.Witness witness;
    private final AtomicInteger refs = new AtomicInteger();
    private volatile NativeConnection connection;
    private volatile String position;
    private volatile boolean closed;

    RemovedSession(String name, URI server, String token, Removals removals) {
        this.server = server;
        this.token = token;
        this.removals = removals;
        this.witness = removals.new Witness(name);
        connect();
    }

    Removals.Witness witness() {
        return witness;
    }

    /** Not while an event of the old connection is heard: the witness would take it for one of the new connection. */
    private synchronized void connect() {
        if (closed) {
            return;
        }
        witness.reconnects();
        connection = new NativeConnection(this::hear, (from, code) -> connect());
        connection.open(CLIENT, server, PATIENCE).exceptionally(failure -> null);
        send("hello", "token", token);
        join();
    }

    private void send(String type, Object... fields) {
        Object[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "ref";
        all[fields.length + 1] = "r" + refs.incrementAndGet();
        connection.send(CommandText.of(type, all)).exceptionally(gone -> null);
    }

    private void join() {
        send("join", "room", removals.room(), "since", position);
    }

    private synchronized void hear(NativeConnection from, List<Heard> events) {
        if (from != connection) {
            return;
        }
        for (Heard event : events) {
            witness.hear(event);
            if (event.is("message")) {
                position = event.position();
            } else if (event.is("room-added")) {
                join();
            } else if (event.is("pong") && event.ref() != null && event.ref().startsWith(BARRIER)) {
                witness.arrived(Integer.parseInt(event.ref().substring(BARRIER.length())));
                tryEverything();
            }
        }
    }

    /** Asks for a reply after which nothing sent before the acknowledgement can follow. */
    void ping(int removal) {
        connection.send(CommandText.of("ping", "ref", BARRIER + removal)).exceptionally(gone -> null);
    }

    private void tryEverything() {
        String room = removals.room();
        join();
        for (String query : List.of("history", "pins", "roles", "audit", "typing")) {
            send(query, "room", room);
        }
        send("post", "room", room, "text", "hello");
        send("search", "query", Removals.MARK);
        send("my-rooms");
        send("rooms");
        join();
    }

    /** Cuts the connection; the next one resumes. */
    void cut() {
        connection.abandon();
    }

    @Override
    public void close() {
        closed = true;
        try {
            connection.abandon();
        } catch (CompletionException e) {
            // it has ended already
        }
    }
}

package chat.parley.cluster;

import chat.parley.client.Heard;
import chat.parley.client.JavaClient;
import io.socket.client.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who posts one message after the other with the official Socket.IO client, repeats each until it is
 * acknowledged, and after each reconnect resumes from its position. Thread-safe.
 */
final class Correspondent implements AutoCloseable {
    private static final long PACE_MILLIS = 40;
    private static final long PATIENCE_MILLIS = 1_000;
    /** The message may or may not be stored, or was not, for now. */
    private static final Set<String> TRANSIENT = Set.of("unavailable", "server", "busy", "not-joined");

    private final String name;
    private final String room;
    private final ScheduledExecutorService clock;
    private final JavaClient client;
    private final TreeMap<Long, String> acknowledged = new TreeMap<>();
    private int number = 1;
    private boolean ending;
    private boolean done;
    private String refusal;

    /** Returns in the room. */
    Correspondent(URI server, String name, String room, ScheduledExecutorService clock, String... transports) {
        this.name = name;
        this.room = room;
        this.clock = clock;
        client = new JavaClient(server, name, transports);
        client.await(event -> event.is("welcome"));
        client.join(room);
        client.socket().on(Socket.EVENT_CONNECT, nothing -> resume());
    }

    private void resume() {
        List<Heard> messages = client.heard(Heard.message(room));
        if (messages.isEmpty()) {
            client.say("join", "room", room);
        } else {
            client.say(
                    "join",
                    "room",
                    room,
                    "since",
                    messages.get(messages.size() - 1).position());
        }
    }

    /** Begins to post. */
    void begin() {
        clock.execute(this::post);
    }

    private synchronized void post() {
        if (ending) {
            done = true;
            return;
        }
        send(name + " " + number++);
    }

    private void send(String text) {
        client.say("post", "room", room, "text", text, "ref", text.replace(' ', '-'))
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((answer, late) -> answered(text, late == null ? JavaClient.heard(answer) : null));
    }

    private synchronized void answered(String text, Heard reply) {
        if (reply != null && reply.is("ack")) {
            acknowledged.put(reply.offset(), text);
            clock.schedule(this::post, PACE_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        if (reply != null && !TRANSIENT.contains(reply.code())) {
            refusal = reply.toString();
        }
        clock.schedule(() -> send(text), PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Posts nothing new. */
    synchronized void end() {
        ending = true;
    }

    synchronized boolean isDone() {
        return done;
    }

    synchronized int count() {
        return acknowledged.size();
    }

    /** The acknowledged texts by offset. */
    synchronized TreeMap<Long, String> acknowledged() {
        return new TreeMap<>(acknowledged);
    }

    /** The messages that it received, in the order in which they came. */
    List<Heard> received(int number) {
        client.await(number, Heard.message(room));
        return client.heard(Heard.message(room));
    }

    int connections() {
        return client.connections();
    }

    /** Whether it has received packets over this transport. */
    boolean uses(String transport) {
        return client.carried(transport) > 0;
    }

    @Override
    public synchronized String toString() {
        return name + ": " + acknowledged.size() + " acknowledged, " + client.connections() + " connections, refused "
                + refusal;
    }

    synchronized String refusal() {
        return refusal;
    }

    @Override
    public void close() {
        client.close();
    }
}

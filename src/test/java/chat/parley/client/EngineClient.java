package chat.parley.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.function.Predicate;

/**
 * An Engine.IO session over any transport. Packets are written as in a request body: text prefixed with the digit of
 * the packet type, binary data in base64 prefixed with {@code b}. Not thread-safe.
 */
public interface EngineClient extends AutoCloseable {
    /** The server's open packet. */
    JsonObject handshake();

    /** Sends packets in this order without waiting for replies. Does not fail if the session is closed. */
    void send(String... packets) throws Exception;

    /** The next packet; null once the session is closed. Answers and skips pings; skips no-ops. */
    String next() throws Exception;

    @Override
    void close() throws IOException;

    /** The session id. */
    default String sid() {
        return handshake().getString("sid");
    }

    /** The next packet with this prefix. Drops earlier packets. */
    default String await(String beginning) throws Exception {
        return await(packet -> packet.startsWith(beginning));
    }

    /** The next match. Drops earlier packets. */
    default String await(Predicate<String> like) throws Exception {
        for (String packet = next(); packet != null; packet = next()) {
            if (like.test(packet)) {
                return packet;
            }
        }
        throw new AssertionError("the session ended first");
    }

    /** Waits until the server closes the session. */
    default void awaitEnd() throws Exception {
        long deadline = System.nanoTime() + Door.PATIENCE.toNanos();
        while (next() != null) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the session is still open");
            }
        }
    }

    /** Connects to a namespace. @param packet such as {@code 40} or <code>40/parley,{"name":"Mira"}</code> */
    default JsonObject enter(String packet) throws Exception {
        send(packet);
        String namespace = packet.contains(",") ? packet.substring(0, packet.indexOf(',') + 1) : "40";
        return object(await(namespace + "{"));
    }

    /** Connects to the namespaces {@code /} and {@code /parley}, the latter as a guest with this name. */
    default void enterAs(String name) throws Exception {
        enter("40");
        enter("40/parley," + CommandText.argument("name", name));
        await("42/parley,[\"welcome\"");
    }

    /** Joins a room in {@code /parley}. */
    default void join(String room) throws Exception {
        send(event(900, "join", "room", room));
        await("43/parley,900[");
    }

    /** The packet of a post in {@code /parley} with this acknowledgement id. */
    static String post(int id, String room, String text) {
        return event(id, "post", "room", room, "text", text);
    }

    /** The packet of an event in {@code /parley} without acknowledgement. @param fields as in a command */
    static String event(String name, Object... fields) {
        return "42/parley,[\"" + name + "\"," + CommandText.argument(fields) + "]";
    }

    /** The packet of an event in {@code /parley}. @param ack the acknowledgement id @param fields as in a command */
    static String event(int ack, String name, Object... fields) {
        return "42/parley," + ack + "[\"" + name + "\"," + CommandText.argument(fields) + "]";
    }

    /** Pings Parley in {@code /parley} and waits for the reply. */
    default void showsThatItLives(int id) throws Exception {
        send("42/parley," + id + "[\"ping\"]");
        await("43/parley," + id + "[");
    }

    /** The object in a packet. */
    static JsonObject object(String packet) {
        try (JsonReader reader = Json.createReader(new StringReader(packet.substring(packet.indexOf('{'))))) {
            return reader.readObject();
        }
    }

    /** The array in an event or an acknowledgement. */
    static JsonArray array(String packet) {
        try (JsonReader reader = Json.createReader(new StringReader(packet.substring(packet.indexOf('['))))) {
            return reader.readArray();
        }
    }
}

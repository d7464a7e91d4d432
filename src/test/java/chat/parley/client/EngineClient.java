package chat.parley.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.function.Predicate;

/**
 * One Engine.IO session as its client sees it, over whatever transport. Packets are as in the body of a request: text with the digit of the type in front, bytes
 * in base64 behind a {@code b}. For one thread at a time.
 */
public interface EngineClient extends AutoCloseable {
    /** What the server told at the beginning. */
    JsonObject handshake();

    /** Sends these at once, one after the other. That the session has ended meanwhile is no failure here. */
    void send(String... packets) throws Exception;

    /** The next packet but signs of life, which are answered; null when the session has ended. */
    String next() throws Exception;

    @Override
    void close() throws Exception;

    default String sid() {
        return handshake().getString("sid");
    }

    /** The next packet that begins like this; forgets what comes before it. */
    default String await(String beginning) throws Exception {
        return await(packet -> packet.startsWith(beginning));
    }

    default String await(Predicate<String> like) throws Exception {
        for (String packet = next(); packet != null; packet = next()) {
            if (like.test(packet)) {
                return packet;
            }
        }
        throw new AssertionError("the session ended first");
    }

    /** Returns when the server has ended the session. */
    default void awaitEnd() throws Exception {
        long deadline = System.nanoTime() + Door.PATIENCE.toNanos();
        while (next() != null) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the session goes on");
            }
        }
    }

    /** Enters a namespace. @param packet such as {@code 40} or <code>40/parley,{"name":"Mira"}</code> */
    default JsonObject enter(String packet) throws Exception {
        send(packet);
        String namespace = packet.contains(",") ? packet.substring(0, packet.indexOf(',') + 1) : "40";
        return object(await(namespace + "{"));
    }

    /** Joins a room, in {@code /parley} and by the name given there. */
    default void join(String room) throws Exception {
        send("42/parley,900[\"join\",{\"room\":\"" + room + "\"}]");
        await("43/parley,900[");
    }

    /** The packet that says something in a room; the answer comes as an acknowledgement with that number. */
    static String post(int id, String room, String text) {
        return "42/parley," + id + "[\"post\",{\"room\":\"" + room + "\",\"text\":\"" + text + "\"}]";
    }

    /** Asks something in {@code /parley} that needs no name, and returns when the answer is there. */
    default void showsThatItLives(int id) throws Exception {
        send("42/parley," + id + "[\"ping\"]");
        await("43/parley," + id + "[");
    }

    /** The object that a packet or a handshake carries. */
    static JsonObject object(String packet) {
        try (JsonReader reader = Json.createReader(new StringReader(packet.substring(packet.indexOf('{'))))) {
            return reader.readObject();
        }
    }

    /** The array that an event or an acknowledgement carries. */
    static JsonArray array(String packet) {
        try (JsonReader reader = Json.createReader(new StringReader(packet.substring(packet.indexOf('['))))) {
            return reader.readArray();
        }
    }
}

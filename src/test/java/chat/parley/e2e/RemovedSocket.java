package chat.parley.e2e;

import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;

/** A Socket.IO client of the member in {@code /parley}, which recovers after each end. Runs in a thread of its own. */
final class RemovedSocket implements AutoCloseable {
    private static final String EVENT = "42/parley,";
    private static final String ACK = "43/parley,";
    private static final String BARRIER = "barrier-";

    private final Way way;
    private final Host host;
    private final String token;
    private final Removals removals;
    private final Removals.Witness witness;
    private volatile EngineClient client;
    private volatile boolean closed;
    private volatile boolean cut;
    private String pid;
    private String offset;

    RemovedSocket(Way way, Host host, String token, Removals removals) {
        this.way = way;
        this.host = host;
        this.token = token;
        this.removals = removals;
        this.witness = removals.new Witness("Socket.IO by " + way);
        new Thread(this::run, "removed socket").start();
    }

    Removals.Witness witness() {
        return witness;
    }

    private void run() {
        while (!closed) {
            try {
                witness.reconnects();
                client = way.open(host);
                client.send("40/parley," + CommandText.argument("token", token, "pid", pid, "offset", offset));
                cut = false;
                for (String packet = client.next(); packet != null && !closed && !cut; packet = client.next()) {
                    take(packet);
                }
                if (way == Way.WEBSOCKET) {
                    client.close(); // a polling client stays away without a farewell
                }
            } catch (Exception | AssertionError e) {
                // cut; the next connection recovers
            }
        }
    }

    private void take(String packet) throws Exception {
        if (packet.startsWith("40/parley,{")) {
            pid = EngineClient.object(packet).getString("pid", null);
            join();
        } else if (packet.startsWith("44/parley,")) {
            pid = null;
            client.close();
        } else if (packet.startsWith(EVENT)) {
            JsonArray event = EngineClient.array(packet);
            if (event.get(event.size() - 1) instanceof JsonString moved) {
                offset = moved.getString();
            }
            hear(event.getString(0), event);
        } else if (packet.startsWith(ACK)) {
            JsonArray answer = EngineClient.array(packet);
            if (answer.get(0) instanceof JsonObject reply) {
                hear(reply.getString("type", ""), answer);
            }
        }
    }

    private void hear(String type, JsonArray packet) throws Exception {
        for (JsonValue part : packet) {
            if (part instanceof JsonObject event) {
                witness.hear(Json.createObjectBuilder(event).add("type", type).build());
                String ref = event.getString("ref", "");
                if (type.equals("pong") && ref.startsWith(BARRIER)) {
                    witness.arrived(Integer.parseInt(ref.substring(BARRIER.length())));
                    tryEverything();
                }
            }
        }
        if (type.equals("room-added")) {
            join();
        }
    }

    private void join() throws Exception {
        send(EngineClient.event(1, "join", "room", removals.room()));
    }

    private void tryEverything() throws Exception {
        for (String name : new String[] {"history", "pins", "roles", "audit", "join"}) {
            send(EngineClient.event(2, name, "room", removals.room()));
        }
        send(EngineClient.event(3, "search", "query", Removals.MARK));
        send(EngineClient.event(4, "my-rooms"));
    }

    private synchronized void send(String packet) throws Exception {
        client.send(packet);
    }

    /** See {@link RemovedSession#ping}. */
    void ping(int removal) {
        try {
            send(EngineClient.event(5, "ping", "ref", BARRIER + removal));
        } catch (Exception | AssertionError e) {
            // cut; the next connection recovers
        }
    }

    /** Ends the connection with the next packet, without a farewell, so that the next connection recovers. */
    void cut() {
        cut = true;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        client.close();
    }
}

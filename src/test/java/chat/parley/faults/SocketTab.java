package chat.parley.faults;

import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Socket.IO client of a member that decisions are made about. It recovers after each end, tries everything in all its
 * rooms after each piece of news, and tells the ledgers what it hears. Has a thread of its own.
 */
final class SocketTab implements AutoCloseable {
    private static final String EVENT = "42/parley,";
    private static final String ACK = "43/parley,";
    private static final String ASKED = "asked-";
    private static final long BREAK = TimeUnit.MILLISECONDS.toNanos(20);
    /** Packets after which it goes away and recovers. */
    private static final int PATIENCE = 400;

    private final String door;
    private final Way way;
    private final boolean recoversFromOldest;
    private final String key;
    private final Host host;
    private final List<Ledger> ledgers;
    private final Thread thread = new Thread(this::run, "socket tab");
    private volatile boolean gone;
    private EngineClient client;
    private String pid;
    private String offset;
    /** Everything that this connection hears now was sent after this time. */
    private long since;

    SocketTab(Way way, boolean recoversFromOldest, String key, Host host, List<Ledger> ledgers) {
        this.door = "Socket.IO by " + way + (recoversFromOldest ? " from OLDEST" : "");
        this.way = way;
        this.recoversFromOldest = recoversFromOldest;
        this.key = key;
        this.host = host;
        this.ledgers = ledgers;
        thread.start();
    }

    private void run() {
        while (!gone) {
            try {
                since = System.nanoTime();
                client = way.open(host);
                client.send(
                        "40/parley," + CommandText.argument("name", "Jonas", "key", key, "pid", pid, "offset", offset));
                int packets = 0;
                for (String packet = client.next(); packet != null && !gone; packet = client.next()) {
                    take(packet);
                    if (++packets == PATIENCE) {
                        break; // the next connection recovers
                    }
                }
                if (way == Way.WEBSOCKET) {
                    client.close(); // a polling client stays away without a farewell
                }
            } catch (Exception | AssertionError e) {
                LockSupport.parkNanos(BREAK); // the server is away; the next connection recovers
            }
        }
    }

    private void take(String packet) throws Exception {
        if (packet.startsWith("40/parley,{")) {
            pid = EngineClient.object(packet).getString("pid", null);
            for (Ledger ledger : ledgers) {
                tryEverything(ledger);
            }
        } else if (packet.startsWith("44/parley,")) {
            pid = null;
            throw new IOException("refused: " + packet);
        } else if (packet.startsWith(EVENT)) {
            JsonArray event = EngineClient.array(packet);
            if (event.get(event.size() - 1) instanceof JsonString position && (offset == null || !recoversFromOldest)) {
                offset = position.getString();
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
            if (part instanceof JsonObject object) {
                Heard event = new Heard(
                        Json.createObjectBuilder(object).add("type", type).build());
                long asked = event.ref() != null && event.ref().startsWith(ASKED) && !event.isLogged()
                        ? Math.max(since, Long.parseLong(event.ref().substring(ASKED.length())))
                        : since;
                since = event.is("pong") ? asked : since;
                for (Ledger ledger : ledgers) {
                    ledger.heard(door, asked, event.json());
                    if (!ledger.room().equals(event.room())) {
                        continue;
                    }
                    if (event.is("ack") && event.json().containsKey("offset")) {
                        ledger.wrote(event.offset());
                    } else if (event.is("room-added") || event.is("room-removed")) {
                        tryEverything(ledger);
                    }
                }
            }
        }
    }

    private void tryEverything(Ledger ledger) throws Exception {
        ask("ping");
        for (String type : new String[] {"join", "history", "pins", "roles", "typing"}) {
            ask(type, "room", ledger.room());
        }
        ask("post", "room", ledger.room(), "text", "Jonas is here");
        ask("search", "query", Ledger.MARK);
        ask("my-rooms");
    }

    private void ask(String type, Object... fields) throws Exception {
        Object[] all = new Object[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "ref";
        all[1] = ASKED + System.nanoTime();
        client.send(EngineClient.event(1, type, all));
    }

    @Override
    public void close() {
        gone = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

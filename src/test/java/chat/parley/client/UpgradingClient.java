package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.e2e.host.Host;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An Engine.IO session that polls until it upgrades to a WebSocket, as browsers do. Does not answer pings while
 * polling: the pong could collide with another POST, and no upgrade takes that long. Not thread-safe.
 */
public final class UpgradingClient implements AutoCloseable {
    private final Host host;
    private final PollingClient polling;
    private final List<String> heard = new ArrayList<>();
    private SocketClient socket;
    private final CompletableFuture<Void> polls;
    private volatile boolean paused;

    /** Starts to poll. @param polling a session without a pending poll */
    public UpgradingClient(PollingClient polling, Host host) {
        this.polling = polling;
        this.host = host;
        polls = pollUntilPaused();
    }

    /** Completes when the last poll is taken: one future for all, so that none can be forgotten. */
    private CompletableFuture<Void> pollUntilPaused() {
        return polling.getLater().thenCompose(answer -> {
            take(answer);
            return paused ? CompletableFuture.completedFuture(null) : pollUntilPaused();
        });
    }

    private void take(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        PollingClient.packets(answer).forEach(this::take);
    }

    private synchronized void take(String packet) {
        heard.add(packet);
    }

    /** Sends a packet by POST, or over the WebSocket after the upgrade. */
    public void send(String packet) throws Exception {
        if (paused) {
            socket.send(packet);
        } else {
            assertEquals("ok", polling.post(packet).body());
        }
    }

    /** Opens and probes a WebSocket. */
    public void probe() throws Exception {
        socket = SocketClient.to(polling, host);
        socket.send("2probe");
        assertEquals("3probe", socket.frame());
    }

    /** Waits for the last poll and switches to the WebSocket. */
    public void upgrade() throws Exception {
        paused = true;
        polls.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.send("5");
    }

    /** Waits for a packet that contains this text. @return all packets up to it, without pings and no-ops */
    public synchronized List<String> hearUntil(String part) throws Exception {
        String next = "";
        while (!next.contains(part) && heard.stream().noneMatch(packet -> packet.contains(part))) {
            next = socket.next();
            heard.add(next);
        }
        return heard.stream()
                .filter(packet -> !packet.equals("6") && !packet.equals("2"))
                .toList();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}

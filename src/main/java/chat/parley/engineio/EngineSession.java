package chat.parley.engineio;

import chat.parley.lane.Turns;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One client's connection, whatever its current transport. Safe for many threads: sends and state changes run in
 * {@link Turns}, and incoming packets go through the {@link ReceiveQueue}.
 */
public final class EngineSession {
    private static final IOException ENDED = new IOException("Session has ended");

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final String id;
    private final RequestParameters handshake;
    private final EngineContext context;
    private final Turns turns = new Turns();
    private final ReceiveQueue received = new ReceiveQueue(this::heard, this::clientClosed, () -> abort("parse error"));
    private final SendQueue sendQueue;
    private final Heartbeat heartbeat;
    private final PollingTransport polling = new PollingTransport();
    private final Upgrade upgrade;
    private volatile Transport transport = polling;
    private long closingSince;
    private volatile State state = State.OPEN;

    EngineSession(EngineContext context, RequestParameters handshake) {
        this.context = context;
        this.id = context.ids().next();
        this.handshake = handshake;
        EngineSettings settings = context.settings();
        this.sendQueue = new SendQueue(settings.maxWaiting(), context.memory());
        this.upgrade = new Upgrade(polling, settings.upgradeTimeout());
        this.heartbeat = new Heartbeat(settings, System.nanoTime());
    }

    public String id() {
        return id;
    }

    public RequestParameters handshake() {
        return handshake;
    }

    /** Runs a task after a delay, unless the server has stopped by then. */
    public void later(Duration delay, Runnable task) {
        context.timer().later(delay, task);
    }

    String transportName() {
        return transport.name();
    }

    /** Starts the session with the handshake response, by polling if {@code first} is null. */
    void start(Transport first, Packet open) {
        if (first != null) {
            transport = first;
        }
        send(List.of(open), failure -> {});
    }

    /** Whether a packet sent now would leave immediately; a snapshot. */
    public boolean isWritable() {
        return state == State.OPEN && transport.isReady() && sendQueue.weight() == 0;
    }

    /** Whether {@link #send} may block on the network because the host does. */
    public boolean mayHang() {
        return transport.mayHang();
    }

    /**
     * Sends the packets in order; only heartbeats may come between them.
     *
     * @param done called once, on any thread, maybe before this returns: null for success, else the failure
     */
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        SendQueue.Parcel parcel = SendQueue.Parcel.of(packets, done);
        if (!sendQueue.reserve(parcel)) {
            turns.execute(() -> end("transport error", Packet.of(Packet.CLOSE)));
            done.accept(new IOException("Send buffer full; closing the connection"));
            return;
        }
        turns.execute(() -> {
            if (state != State.OPEN) {
                sendQueue.discard(parcel, ENDED);
                return;
            }
            sendQueue.add(parcel);
            flush();
        });
    }

    /** Ends the session after the packets already queued have been sent. */
    public void close() {
        turns.execute(() -> {
            if (state == State.OPEN) {
                state = State.CLOSING;
                closingSince = System.nanoTime();
                if (transport == polling) {
                    sendQueue.addLast(Packet.of(Packet.CLOSE));
                }
                flush();
            }
        });
    }

    private void flush() {
        while (state != State.CLOSED && transport.isReady() && !sendQueue.isEmpty()) {
            SendQueue.Parcel parcel = sendQueue.take(transport.maxBytes());
            context.meter().sent(transport == polling, parcel.packets());
            transport.send(parcel.packets(), failure -> turns.execute(() -> sent(parcel, failure)));
        }
        if (state == State.CLOSING && sendQueue.isEmpty() && (transport == polling || transport.isReady())) {
            end("forced close", Packet.of(Packet.CLOSE));
        }
    }

    private void sent(SendQueue.Parcel parcel, Throwable failure) {
        parcel.done().accept(failure);
        if (failure != null) {
            end("transport error", Packet.of(Packet.CLOSE));
        } else {
            flush();
        }
    }

    /** Answers a poll as soon as there are packets to send. */
    void park(AsyncResponse poll) {
        turns.execute(() -> {
            check(System.nanoTime());
            if (state == State.CLOSED) {
                context.latePolls().answer(id, poll);
            } else if (transport != polling) {
                poll.refuse(EngineError.BAD_REQUEST);
            } else if (!polling.park(poll)) {
                end("transport error", Packet.of(Packet.CLOSE));
                poll.refuse(EngineError.BAD_REQUEST);
            } else {
                flush();
                if (upgrade.isHoldingPoll()) {
                    context.timer().later(Upgrade.HOLD, () -> turns.execute(upgrade::releasePoll));
                }
            }
        });
    }

    ReceiveQueue receiveQueue() {
        return received;
    }

    private void heard(boolean pong) {
        turns.execute(() -> heartbeat.heard(System.nanoTime(), pong));
    }

    /** The client has closed the session. If its poll is still on its way, it will be answered. */
    private void clientClosed() {
        turns.execute(() -> {
            if (state != State.CLOSED && transport == polling && !polling.isReady()) {
                context.latePolls().expect(id);
            }
            end("transport close", Packet.of(Packet.NOOP));
        });
    }

    /** Starts an upgrade from polling to this WebSocket. Closes the WebSocket if that is not possible. */
    void beginUpgrade(Upgrade.Candidate webSocket) {
        turns.execute(() -> {
            if (state != State.OPEN || transport != polling || !upgrade.begin(webSocket)) {
                webSocket.end(null);
            }
        });
    }

    /** Runs a step of the upgrade, then sends what was held back meanwhile. */
    void withUpgrade(Consumer<Upgrade> step) {
        turns.execute(() -> {
            step.accept(upgrade);
            flush();
        });
    }

    void completeUpgrade(Upgrade.Candidate webSocket) {
        turns.execute(() -> {
            if (state == State.CLOSED || !upgrade.complete(webSocket)) {
                webSocket.end(null);
                return;
            }
            transport = webSocket;
            context.meter().upgraded();
            flush();
        });
    }

    /** A WebSocket was closed. Ends the session if the WebSocket was its transport. */
    void disconnected(Transport webSocket) {
        turns.execute(() -> {
            if (transport == webSocket) {
                end("transport close", Packet.of(Packet.CLOSE));
            }
        });
    }

    /** Ends the session, for the given Engine.IO reason such as {@code parse error}. */
    void abort(String reason) {
        turns.execute(() -> end(reason, Packet.of(Packet.CLOSE)));
    }

    /** Enforces the session's deadlines. The server calls this periodically. */
    void check() {
        if (transport.isSending(context.settings().sendTimeout().multipliedBy(2))) {
            transport.end(null); // the write is stuck in the host and blocks all turns
        }
        turns.execute(() -> check(System.nanoTime()));
    }

    private void check(long now) {
        if (state == State.CLOSED) {
            return;
        }
        upgrade.check(now);
        if (transport.isSending(context.settings().sendTimeout())) {
            end("transport error", Packet.of(Packet.CLOSE));
        } else if (heartbeat.isTimedOut(now) && !transport.isSending(Duration.ZERO)) {
            end("ping timeout", Packet.of(Packet.CLOSE));
        } else if (state == State.CLOSING
                && now - closingSince > context.settings().pingTimeout().toNanos()) {
            end("forced close", Packet.of(Packet.CLOSE));
        } else if (heartbeat.beginPingIfDue(now)) {
            sendQueue.addFirst(Packet.of(Packet.PING));
            flush();
        }
    }

    private void end(String reason, Packet last) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        context.onEnd().accept(id);
        upgrade.end();
        transport.end(last);
        while (!sendQueue.isEmpty()) {
            sendQueue.take(Integer.MAX_VALUE).done().accept(ENDED);
        }
        received.end(reason);
    }
}

package chat.parley.engineio;

import chat.parley.identity.Secrets;
import chat.parley.lane.Turns;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One client's connection over whatever transport it has at the moment. Safe for many threads: what goes out, and every change of state, happens in turns; what comes in goes
 * through the inbox.
 */
public final class EngineSession {
    private static final IOException GONE = new IOException("the session has ended");

    private enum State { OPEN, CLOSING, CLOSED }

    private final String id = Secrets.unguessable();
    private final EngineServer server;
    private final Handshake handshake;
    private final Turns turns = new Turns();
    private final Inbox inbox = new Inbox(this);
    private final Outbox outbox;
    private final Heartbeat heartbeat;
    private final Polling polling = new Polling();
    private final Upgrade upgrade;
    private volatile Transport transport = polling;
    private long closingSince;
    private volatile State state = State.OPEN;

    EngineSession(EngineServer server, Handshake handshake) {
        this.server = server;
        EngineSettings settings = server.settings();
        this.handshake = handshake;
        this.outbox = new Outbox(settings.maxWaiting(), server.memory());
        this.upgrade = new Upgrade(polling, settings.upgradeTimeout());
        this.heartbeat = new Heartbeat(settings, System.nanoTime());
    }

    public String id() {
        return id;
    }

    public Handshake handshake() {
        return handshake;
    }

    /** Does something after a while, if the server still runs then. */
    public void later(Duration delay, Runnable task) {
        server.later(delay, task);
    }

    String transportName() {
        return transport.name();
    }

    /** Begins with the handshake's answer. @param first null where it begins by polling @param upgrades whether a WebSocket may take over */
    void start(SocketLink first, boolean upgrades) {
        if (first != null) {
            transport = first;
        }
        send(List.of(server.open(this, upgrades)), failure -> { });
    }

    /** Whether something sent now leaves at once, as far as one can know. */
    public boolean isWritable() {
        return state == State.OPEN && transport.isReady() && outbox.weight() == 0;
    }

    /** Whether {@link #send} may wait for the network, by a fault of the host. */
    public boolean mayHang() {
        return transport.mayHang();
    }

    /**
     * Sends these one after the other, with nothing between them but signs of life.
     *
     * @param done told once, on any thread, possibly before this returns: null when the host has taken them all, else what went wrong
     */
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        Outbox.Parcel parcel = Outbox.Parcel.of(packets, done);
        if (!outbox.reserve(parcel)) {
            turns.execute(() -> end("transport error", Packet.of(Packet.CLOSE)));
            done.accept(new IOException("too much waits for this client"));
            return;
        }
        turns.execute(() -> {
            if (state != State.OPEN) {
                outbox.giveUp(parcel, GONE);
                return;
            }
            outbox.add(parcel);
            flush();
        });
    }

    /** Ends the session once what was sent before has left. */
    public void close() {
        turns.execute(() -> {
            if (state == State.OPEN) {
                state = State.CLOSING;
                closingSince = System.nanoTime();
                if (transport == polling) {
                    outbox.addLast(Packet.of(Packet.CLOSE));
                }
                flush();
            }
        });
    }

    private void flush() {
        while (state != State.CLOSED && transport.isReady() && !outbox.isEmpty()) {
            Outbox.Parcel parcel = outbox.take(transport.mostBytes());
            transport.send(parcel.packets(), failure -> turns.execute(() -> left(parcel, failure)));
        }
        if (state == State.CLOSING && outbox.isEmpty() && (transport == polling || transport.isReady())) {
            end("forced close", Packet.of(Packet.CLOSE));
        }
    }

    private void left(Outbox.Parcel parcel, Throwable failure) {
        parcel.done().accept(failure);
        if (failure != null) {
            end("transport error", Packet.of(Packet.CLOSE));
        } else {
            flush();
        }
    }

    /** A client's request for what there is, or will be. */
    void park(Poll poll) {
        turns.execute(() -> {
            check(System.nanoTime());
            if (state == State.CLOSED) {
                server.answerLate(id, poll);
            } else if (transport != polling) {
                poll.refuse(Problem.BAD_REQUEST);
            } else if (!polling.park(poll)) {
                end("transport error", Packet.of(Packet.CLOSE));
                poll.refuse(Problem.BAD_REQUEST);
            } else {
                flush();
                if (upgrade.holds()) {
                    server.later(Upgrade.HOLD, () -> turns.execute(upgrade::release));
                }
            }
        });
    }

    Inbox inbox() {
        return inbox;
    }

    void heard(boolean pong) {
        turns.execute(() -> heartbeat.heard(System.nanoTime(), pong));
    }

    /** The client says goodbye; a poll that is on its way to us still gets its answer. */
    void left() {
        turns.execute(() -> {
            if (state != State.CLOSED && transport == polling && !polling.isReady()) {
                server.expectLastPoll(id);
            }
            end("transport close", Packet.of(Packet.NOOP));
        });
    }

    /** A WebSocket wants to take over from polling. */
    void offer(SocketLink link) {
        turns.execute(() -> {
            if (state != State.OPEN || transport != polling || !upgrade.begin(link)) {
                link.end(null);
            }
        });
    }

    /** A WebSocket that wants to take over has something to say; then what waits for it goes on. */
    void upgrading(Consumer<Upgrade> step) {
        turns.execute(() -> {
            step.accept(upgrade);
            flush();
        });
    }

    void upgrade(SocketLink link) {
        turns.execute(() -> {
            if (state == State.CLOSED || !upgrade.complete(link)) {
                link.end(null);
                return;
            }
            transport = link;
            flush();
        });
    }

    /** A WebSocket has ended; so has the session, if it was its own. */
    void lost(SocketLink link) {
        turns.execute(() -> {
            if (transport == link) {
                end("transport close", Packet.of(Packet.CLOSE));
            }
        });
    }

    /** The connection has ended, or has to. */
    void lost(String why) {
        turns.execute(() -> end(why, Packet.of(Packet.CLOSE)));
    }

    /** Looks at the session's deadlines; the server calls this often. */
    void check() {
        if (transport.isSending(server.settings().sendTimeout().multipliedBy(2))) {
            transport.end(null); // the write hangs in the host, and with it all turns
        }
        turns.execute(() -> check(System.nanoTime()));
    }

    private void check(long now) {
        if (state == State.CLOSED) {
            return;
        }
        upgrade.check(now);
        if (transport.isSending(server.settings().sendTimeout())) {
            end("transport error", Packet.of(Packet.CLOSE));
        } else if (heartbeat.isDead(now) && !transport.isSending(Duration.ZERO)) {
            end("ping timeout", Packet.of(Packet.CLOSE));
        } else if (state == State.CLOSING && now - closingSince > server.settings().pingTimeout().toNanos()) {
            end("forced close", Packet.of(Packet.CLOSE));
        } else if (heartbeat.isToAsk(now)) {
            outbox.addFirst(Packet.of(Packet.PING));
            flush();
        }
    }

    private void end(String why, Packet last) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        server.forget(this);
        upgrade.end();
        transport.end(last);
        while (!outbox.isEmpty()) {
            outbox.take(Integer.MAX_VALUE).done().accept(GONE);
        }
        inbox.end(why);
    }
}

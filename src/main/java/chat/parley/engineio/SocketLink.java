package chat.parley.engineio;

import chat.parley.host.WebSockets;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Packets as the frames of a WebSocket, which is either the session's only way from the beginning, or asks to take over from polling. The host calls for what comes in from one thread at a
 * time; what goes out is for the session's turns.
 */
final class SocketLink implements Transport {
    static final String NAME = "websocket";

    private static final String PROBE = "probe";

    private enum Stage { ASKING, ASKED, LIVE, OVER }

    private final Session socket;
    private final EngineSession session;
    private final Consumer<Runnable> elsewhere;
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private Stage stage;
    private volatile boolean sending;
    private volatile long sendingSince;

    /**
     * @param live whether it is the session's way from now on
     * @param elsewhere runs what may wait for the network
     */
    SocketLink(Session socket, EngineSession session, boolean live, Consumer<Runnable> elsewhere) {
        this.socket = socket;
        this.session = session;
        this.stage = live ? Stage.LIVE : Stage.ASKING;
        this.elsewhere = elsewhere;
    }

    void take(Packet packet) {
        switch (stage) {
            case LIVE -> session.inbox().take(packet);
            case ASKING -> {
                if ((Packet.PING + PROBE).equals(packet.text())) {
                    stage = Stage.ASKED;
                    session.probed(this);
                } else {
                    giveUp();
                }
            }
            case ASKED -> {
                if (packet.text() != null && packet.text().equals(String.valueOf(Packet.UPGRADE))) {
                    stage = Stage.LIVE;
                    session.upgrade(this);
                } else {
                    giveUp();
                }
            }
            default -> { }
        }
    }

    private void giveUp() {
        stage = Stage.OVER;
        session.stays(this);
    }

    void answerProbe() {
        send(List.of(new Packet(Packet.PONG + PROBE, null)), failure -> session.ready());
    }

    /** The connection has ended, from whatever side. */
    void closed() {
        boolean live = stage == Stage.LIVE;
        stage = Stage.OVER;
        if (live) {
            session.lost(this);
        } else {
            session.stays(this);
        }
    }

    /** A frame over the limit. */
    void tooBig() {
        close(CloseReason.CloseCodes.TOO_BIG, "the frame is too big");
        closed();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isReady() {
        return !sending;
    }

    @Override
    public int mostPackets() {
        return 1;
    }

    /** Since when a send has been under way; 0 if none is. */
    long sendingSince() {
        return sending ? sendingSince : 0;
    }

    @Override
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        Packet packet = packets.get(0);
        SendHandler handler = result -> {
            sending = false;
            done.accept(WebSockets.failureOf(result));
        };
        sendingSince = System.nanoTime();
        sending = true;
        try {
            if (packet.isBinary()) {
                socket.getAsyncRemote().sendBinary(ByteBuffer.wrap(packet.bytes()), handler);
            } else {
                socket.getAsyncRemote().sendText(packet.text(), handler);
            }
        } catch (RuntimeException e) {
            sending = false;
            done.accept(e); // hosts differ in how they say that the connection has gone
        }
    }

    @Override
    public void end(Packet last) {
        close(CloseReason.CloseCodes.NORMAL_CLOSURE, "");
    }

    private void close(CloseReason.CloseCode code, String reason) {
        if (hungUp.compareAndSet(false, true)) { // the first reason counts
            elsewhere.accept(() -> WebSockets.close(socket, new CloseReason(code, reason)));
        }
    }
}

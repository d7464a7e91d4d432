package chat.parley.engineio;

import chat.parley.io.FrameChannel;
import chat.parley.io.FrameChannels;
import chat.parley.io.Frames;
import chat.parley.io.WebSockets;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The WebSocket transport, either from the start of the session or as the candidate of an upgrade. The host calls
 * the receiving side from one thread at a time; the sending side is confined to the session's turns.
 */
final class WebSocketTransport implements Upgrade.Candidate {
    static final String NAME = "websocket";

    private static final String PROBE = "probe";
    /** Keeps one send short even on a slow connection. */
    private static final int MAX_BYTES = 64 * 1024;

    private enum Phase {
        NEW,
        PROBED,
        LIVE,
        CLOSED
    }

    private final Session socket;
    private final FrameChannel channel;
    private final boolean mayHang;
    private final EngineSession session;
    private final boolean textOnly;
    private final Consumer<Runnable> background;
    private final AtomicBoolean closing = new AtomicBoolean();
    private Phase phase;
    private volatile boolean sending;
    private volatile long sendingSince;

    /**
     * Call on the thread that is opening the connection.
     *
     * @param textOnly whether binary data is sent as base64
     * @param live whether this is the session's transport from the start
     * @param background executor for work that may block on the network
     */
    WebSocketTransport(
            Session socket, EngineSession session, boolean textOnly, boolean live, Consumer<Runnable> background) {
        this.socket = socket;
        this.channel = FrameChannels.opening();
        this.mayHang = channel == null && WebSockets.mayHang(socket);
        this.session = session;
        this.textOnly = textOnly;
        this.phase = live ? Phase.LIVE : Phase.NEW;
        this.background = background;
    }

    /** Handles a text frame: one packet, which may be binary in base64. */
    void receive(String text) {
        try {
            receive(Payload.packet(text));
        } catch (MalformedPayload e) {
            if (phase == Phase.LIVE) {
                session.abort("parse error");
            } else {
                abandonUpgrade();
            }
        }
    }

    void receive(Packet packet) {
        switch (phase) {
            case LIVE -> session.receiveQueue().receive(packet);
            case NEW -> {
                if ((Packet.PING + PROBE).equals(packet.text())) {
                    phase = Phase.PROBED;
                    session.withUpgrade(upgrade -> upgrade.probed(this));
                } else {
                    abandonUpgrade();
                }
            }
            case PROBED -> {
                if (packet.text() != null && packet.text().equals(String.valueOf(Packet.UPGRADE))) {
                    phase = Phase.LIVE;
                    session.completeUpgrade(this);
                } else {
                    abandonUpgrade();
                }
            }
            default -> {}
        }
    }

    private void abandonUpgrade() {
        phase = Phase.CLOSED;
        session.withUpgrade(upgrade -> upgrade.cancel(this));
    }

    @Override
    public void answerProbe() {
        send(List.of(Packet.typed(Packet.PONG + PROBE)), failure -> session.withUpgrade(upgrade -> {}));
    }

    /** The connection was closed by either side. */
    void closed() {
        boolean live = phase == Phase.LIVE;
        phase = Phase.CLOSED;
        if (live) {
            session.disconnected(this);
        } else {
            session.withUpgrade(upgrade -> upgrade.cancel(this));
        }
    }

    /** Closes the connection because a frame exceeds the limit. */
    void closeTooBig() {
        close(CloseReason.CloseCodes.TOO_BIG, "Frame exceeds maxPayload");
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
    public boolean mayHang() {
        return mayHang;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public boolean isSending(Duration time) {
        return sending && System.nanoTime() - sendingSince >= time.toNanos();
    }

    @Override
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        sendingSince = System.nanoTime();
        sending = true;
        Consumer<Throwable> left = failure -> {
            sending = false;
            done.accept(failure);
        };
        List<Packet> frames = textOnly ? packets.stream().map(Payload::asText).toList() : packets;
        if (channel == null) {
            new SequentialSend(socket, frames, left).next();
        } else {
            channel.write(
                    frames.size() == 1
                            ? frames.get(0).frame()
                            : Frames.join(frames.stream().map(Packet::frame).toList()),
                    left);
        }
    }

    @Override
    public void end(Packet last) {
        close(CloseReason.CloseCodes.NORMAL_CLOSURE, "");
    }

    private void close(CloseReason.CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) { // keep the first reason
            background.accept(() -> WebSockets.close(socket, channel, new CloseReason(code, reason)));
            session.later(WebSockets.GOODBYE, () -> background.accept(() -> WebSockets.cut(socket)));
        }
    }
}

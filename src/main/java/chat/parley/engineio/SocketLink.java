package chat.parley.engineio;

import chat.parley.host.FrameChannel;
import chat.parley.host.FrameChannels;
import chat.parley.host.Frames;
import chat.parley.host.WebSockets;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.time.Duration;
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
    /** One send must end in time on a thin line, too. */
    private static final int MOST_BYTES = 64 * 1024;

    private enum Stage { ASKING, ASKED, LIVE, OVER }

    private final Session socket;
    private final FrameChannel channel;
    private final boolean mayHang;
    private final EngineSession session;
    private final boolean textOnly;
    private final Consumer<Runnable> elsewhere;
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private Stage stage;
    private volatile boolean sending;
    private volatile long sendingSince;

    /**
     * For a connection that this thread is opening.
     *
     * @param textOnly whether bytes go out as base64
     * @param live whether it is the session's way from now on
     * @param elsewhere runs what may wait for the network
     */
    SocketLink(Session socket, EngineSession session, boolean textOnly, boolean live, Consumer<Runnable> elsewhere) {
        this.socket = socket;
        this.channel = FrameChannels.opening();
        this.mayHang = channel == null && WebSockets.mayHang(socket);
        this.session = session;
        this.textOnly = textOnly;
        this.stage = live ? Stage.LIVE : Stage.ASKING;
        this.elsewhere = elsewhere;
    }

    /** A text frame: one packet, which may be binary in base64. */
    void take(String text) {
        try {
            take(Payload.packet(text));
        } catch (Payload.Malformed e) {
            if (stage == Stage.LIVE) {
                session.lost("parse error");
            } else {
                giveUp();
            }
        }
    }

    void take(Packet packet) {
        switch (stage) {
            case LIVE -> session.inbox().take(packet);
            case ASKING -> {
                if ((Packet.PING + PROBE).equals(packet.text())) {
                    stage = Stage.ASKED;
                    session.upgrading(upgrade -> upgrade.probed(this));
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
        session.upgrading(upgrade -> upgrade.cancel(this));
    }

    void answerProbe() {
        send(List.of(Packet.typed(Packet.PONG + PROBE)), failure -> session.upgrading(upgrade -> { }));
    }

    /** The connection has ended, from whatever side. */
    void closed() {
        boolean live = stage == Stage.LIVE;
        stage = Stage.OVER;
        if (live) {
            session.lost(this);
        } else {
            session.upgrading(upgrade -> upgrade.cancel(this));
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
    public boolean mayHang() {
        return mayHang;
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
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
            new PacketRow(socket, frames, left).next();
        } else {
            channel.write(frames.size() == 1 ? frames.get(0).frame() : Frames.join(frames.stream().map(Packet::frame).toList()), left);
        }
    }

    @Override
    public void end(Packet last) {
        close(CloseReason.CloseCodes.NORMAL_CLOSURE, "");
    }

    private void close(CloseReason.CloseCode code, String reason) {
        if (hungUp.compareAndSet(false, true)) { // the first reason counts
            elsewhere.accept(() -> WebSockets.close(socket, new CloseReason(code, reason)));
            session.later(WebSockets.GOODBYE, () -> elsewhere.accept(() -> WebSockets.cut(socket)));
        }
    }
}

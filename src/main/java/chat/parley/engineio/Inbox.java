package chat.parley.engineio;

import chat.parley.lane.Turns;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What comes in, on its way to the receiver: one thing at a time, whatever thread brings it, and nothing after the end. In turns and not under a lock, since a receiver may well end another
 * session. Transports bring one thing after the other, so no more than that waits here. Safe for many threads.
 */
final class Inbox {
    private final EngineSession session;
    private final AtomicBoolean posting = new AtomicBoolean();
    private final Turns turns = new Turns();
    private Receiver receiver;

    Inbox(EngineSession session) {
        this.session = session;
    }

    void open(Receiver upper) {
        turns.execute(() -> receiver = upper);
    }

    void end(String why) {
        turns.execute(() -> {
            if (receiver != null) {
                receiver.ended(why);
                receiver = null;
            }
        });
    }

    private void hand(Consumer<Receiver> message) {
        turns.execute(() -> {
            if (receiver != null) {
                message.accept(receiver);
            }
        });
    }

    /** A request with a body has come. False when there is one already: clients send one at a time, and only so is their order known. */
    boolean beginPost() {
        return posting.compareAndSet(false, true);
    }

    void endPost() {
        posting.set(false);
    }

    /** The body of a request. */
    void take(String payload) {
        try {
            Payload.packets(payload).forEach(this::take);
        } catch (Payload.Malformed e) {
            session.lost("parse error");
        }
    }

    void take(Packet packet) {
        boolean text = !packet.isBinary() && !packet.text().isEmpty();
        session.heard(text && packet.text().charAt(0) == Packet.PONG);
        if (packet.isBinary()) {
            hand(upper -> upper.bytes(packet.bytes()));
            return;
        }
        switch (text ? packet.text().charAt(0) : ' ') {
            case Packet.MESSAGE -> hand(upper -> upper.text(packet.text().substring(1)));
            case Packet.CLOSE -> session.left();
            case Packet.PONG, Packet.UPGRADE, Packet.NOOP -> { }
            default -> session.lost("parse error");
        }
    }
}

package chat.parley.engineio;

import chat.parley.lane.Turns;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Passes incoming packets to the receiver one at a time, whatever thread brings them, and none after the end. Uses
 * turns rather than a lock, because a receiver may end another session. Transports deliver sequentially, so at
 * most one packet per transport waits here. Safe for many threads.
 */
final class ReceiveQueue {
    private final Consumer<Boolean> heard;
    private final Runnable closed;
    private final Runnable malformed;
    private final AtomicBoolean posting = new AtomicBoolean();
    private final Turns turns = new Turns();
    private Receiver receiver;

    /**
     * @param heard called for each packet, with whether it is a pong
     * @param closed called when the client has closed the session
     * @param malformed called for an invalid packet
     */
    ReceiveQueue(Consumer<Boolean> heard, Runnable closed, Runnable malformed) {
        this.heard = heard;
        this.closed = closed;
        this.malformed = malformed;
    }

    void open(Receiver opened) {
        turns.execute(() -> receiver = opened);
    }

    void end(String reason) {
        turns.execute(() -> {
            if (receiver != null) {
                receiver.ended(reason);
                receiver = null;
            }
        });
    }

    private void deliver(Consumer<Receiver> message) {
        turns.execute(() -> {
            if (receiver != null) {
                message.accept(receiver);
            }
        });
    }

    /** Starts a POST; returns false if one is already in progress. Concurrent requests would have no defined order. */
    boolean beginPost() {
        return posting.compareAndSet(false, true);
    }

    void endPost() {
        posting.set(false);
    }

    /** Handles the payload of a POST. */
    void receive(String payload) {
        try {
            Payload.packets(payload).forEach(this::receive);
        } catch (MalformedPayload e) {
            malformed.run();
        }
    }

    void receive(Packet packet) {
        boolean text = !packet.isBinary() && !packet.text().isEmpty();
        heard.accept(text && packet.text().charAt(0) == Packet.PONG);
        if (packet.isBinary()) {
            deliver(target -> target.bytes(packet.bytes()));
            return;
        }
        switch (text ? packet.text().charAt(0) : ' ') {
            case Packet.MESSAGE -> deliver(target -> target.text(packet.text().substring(1)));
            case Packet.CLOSE -> closed.run();
            case Packet.PONG, Packet.UPGRADE, Packet.NOOP -> {}
            default -> malformed.run();
        }
    }
}

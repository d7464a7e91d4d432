package chat.parley.engineio;

import chat.parley.io.WebSockets;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Sends packets through Jakarta WebSocket alone, each after the previous one has been sent. */
final class SequentialSend {
    private final Session socket;
    private final List<Packet> packets;
    private final Consumer<Throwable> done;
    private final AtomicInteger toSend = new AtomicInteger();
    private int sent;

    SequentialSend(Session socket, List<Packet> packets, Consumer<Throwable> done) {
        this.socket = socket;
        this.packets = packets;
        this.done = done;
    }

    /**
     * Sends the next packet. A loop instead of recursion, because a fast host reports completion before the send
     * returns.
     */
    void next() {
        if (toSend.getAndIncrement() != 0) {
            return;
        }
        do {
            send(packets.get(sent++));
        } while (toSend.decrementAndGet() != 0);
    }

    private void send(Packet packet) {
        try {
            if (packet.isBinary()) {
                socket.getAsyncRemote().sendBinary(ByteBuffer.wrap(packet.bytes()), this::onSent);
            } else {
                socket.getAsyncRemote().sendText(packet.text(), this::onSent);
            }
        } catch (RuntimeException e) {
            done.accept(e); // hosts throw different exceptions when the connection is gone
        }
    }

    private void onSent(SendResult result) {
        if (result.isOK() && sent < packets.size()) {
            next();
        } else {
            done.accept(WebSockets.failureOf(result));
        }
    }
}

package chat.parley.engineio;

import chat.parley.host.WebSockets;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Packets that leave by means of Jakarta WebSocket alone: each is sent when the one before has left. */
final class PacketRow {
    private final Session socket;
    private final List<Packet> packets;
    private final Consumer<Throwable> done;
    private final AtomicInteger toSend = new AtomicInteger();
    private int sent;

    PacketRow(Session socket, List<Packet> packets, Consumer<Throwable> done) {
        this.socket = socket;
        this.packets = packets;
        this.done = done;
    }

    /** A loop, not a recursion: on a fast socket the host reports a send as done before it returns. */
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
                socket.getAsyncRemote().sendBinary(ByteBuffer.wrap(packet.bytes()), this::left);
            } else {
                socket.getAsyncRemote().sendText(packet.text(), this::left);
            }
        } catch (RuntimeException e) {
            done.accept(e); // hosts differ in how they say that the connection has gone
        }
    }

    private void left(SendResult result) {
        if (result.isOK() && sent < packets.size()) {
            next();
        } else {
            done.accept(WebSockets.failureOf(result));
        }
    }
}

package chat.parley.socketio;

import chat.parley.engineio.Packet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An acknowledgement that the client expects. Only the first one is sent. */
record OneTimeAck(String namespace, Long id, Consumer<List<Packet>> packets, AtomicBoolean sent)
        implements AckCallback {
    OneTimeAck(String namespace, long id, Consumer<List<Packet>> packets) {
        this(namespace, id, packets, new AtomicBoolean());
    }

    @Override
    public void send(Arguments arguments) {
        if (sent.compareAndSet(false, true)) {
            packets.accept(PacketWriter.ack(namespace, id, arguments));
        }
    }
}

package chat.parley.socketio;

import java.util.concurrent.atomic.AtomicBoolean;

/** An acknowledgement that the client expects. Only the first one is sent. */
record OneAnswer(Socket socket, Long id, AtomicBoolean sent) implements Answer {
    OneAnswer(Socket socket, long id) {
        this(socket, id, new AtomicBoolean());
    }

    @Override
    public void send(Arguments arguments) {
        if (sent.compareAndSet(false, true)) {
            socket.send(PacketWriter.ack(socket.namespace().name(), id, arguments), failure -> { });
        }
    }
}

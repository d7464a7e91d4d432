package chat.parley.socketio.chat;

import chat.parley.delivery.Encoding;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Refusal;
import chat.parley.room.Chat;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * The namespace {@code /parley}: the native protocol as Socket.IO events. Clients that send name and key with the
 * connect can be recovered.
 */
public final class ParleyNamespace implements Encoding<List<EventPacket>> {
    public static final String NAME = "/parley";

    private final Chat chat;
    private final DepartedClients departed = new DepartedClients();

    public ParleyNamespace(Chat chat) {
        this.chat = chat;
    }

    /** Handles a connect. */
    public void enter(Socket socket) {
        try {
            if (!socket.auth().containsKey("name")) {
                socketOf(socket, null).begin(null);
            } else {
                beginKnown(socket, new Command.Hello(null, text(socket, "name"), text(socket, "key")));
            }
        } catch (Refusal e) {
            socket.refuse(e.getMessage(), Arguments.of(e.asReplyTo(null)).object(0));
        }
    }

    private void beginKnown(Socket socket, Command.Hello hello) {
        if (hello.key() == null) {
            socketOf(socket, null).begin(hello); // without a key, a returning client cannot be recognized
            return;
        }
        String pid = Pid.of(socket, hello.key());
        Optional<Offset> offset = Offset.of(socket);
        if (pid == null || departed.contains(pid) || offset.isEmpty()) {
            socketOf(socket, Pid.fresh(hello.key())).begin(hello);
        } else {
            socketOf(socket, pid)
                    .recover(
                            hello,
                            offset.get(),
                            () -> socketOf(socket, Pid.fresh(hello.key())).begin(hello));
        }
    }

    private ParleySocket socketOf(Socket socket, String pid) {
        return new ParleySocket(chat, departed, this, socket, pid);
    }

    /** Null if the field is missing. */
    private static String text(Socket socket, String field) {
        JsonValue value = socket.auth().get(field);
        if (value == null || value instanceof JsonString) {
            return socket.auth().getString(field, null);
        }
        throw new Refusal(ErrorCode.MALFORMED, field + " must be a string");
    }

    @Override
    public List<EventPacket> encode(Event event) {
        String json = Json.text(event);
        String offset = event instanceof Logged logged ? Offset.of(logged.room(), logged.position()) : null;
        return List.of(EventPacket.of(event, json, PacketWriter.open(NAME, Json.type(event), json), offset));
    }

    @Override
    public List<EventPacket> join(List<List<EventPacket>> encoded) {
        return encoded.stream().flatMap(List::stream).toList();
    }
}

package chat.parley.namespace;

import chat.parley.delivery.Encoding;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.room.Chat;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The namespace {@code /}: the few events of the tutorial from which Parley grew, in one room of the chat. */
public final class TutorialNamespace implements Encoding<List<Outgoing>> {
    public static final String NAME = "/";
    /** Where everybody is who enters this namespace. */
    public static final String ROOM = "lobby";

    private final Chat chat;
    private final Goodbyes goodbyes = new Goodbyes();

    public TutorialNamespace(Chat chat) {
        this.chat = chat;
    }

    /** Decides on somebody who wants in: everybody may, and is to say a name later. */
    public void enter(Socket socket) {
        String pid = Pid.of(socket, null);
        Optional<Offset> offset = Offset.of(socket);
        if (pid == null || goodbyes.contains(pid) || offset.isEmpty() || offset.get().name().isEmpty()) {
            begin(socket, ""); // who has no name yet may have said it and not heard the answer: nothing can be promised
        } else {
            new TutorialSocket(chat, goodbyes, this, socket, pid).recover(offset.get(), () -> begin(socket, offset.get().name()));
        }
    }

    private void begin(Socket socket, String name) {
        new TutorialSocket(chat, goodbyes, this, socket, Pid.fresh(null)).begin(name);
    }

    @Override
    public List<Outgoing> encode(Event event) {
        return List.of(Outgoing.of(event, Json.text(event), headOf(event), null));
    }

    /** Null for what the tutorial does not know. */
    private static String headOf(Event event) {
        if (event instanceof Event.Message message && message.text() != null) {
            return head("chat-message", Arguments.of(Map.of("message", message.text(), "name", message.author().name())));
        } else if (event instanceof Event.MemberJoined joined) {
            return head("user-connected", Arguments.of(joined.member().name()));
        } else if (event instanceof Event.MemberLeft left) {
            return head("user-disconnected", Arguments.of(left.member().name()));
        } else if (event instanceof Event.Failure failure) {
            return head("error", Arguments.of(failure));
        }
        return null;
    }

    private static String head(String name, Arguments arguments) {
        return PacketWriter.open(NAME, name, arguments.values().get(0).toString());
    }

    @Override
    public List<Outgoing> join(List<List<Outgoing>> encoded) {
        return encoded.stream().flatMap(List::stream).toList();
    }
}

package chat.parley.socketio.chat;

import chat.parley.delivery.Encoding;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Refusal;
import chat.parley.identity.Authentication;
import chat.parley.room.Chat;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The namespace {@code /}: the few events of the tutorial that Parley grew from, in one room. */
public final class TutorialNamespace implements Encoding<List<EventPacket>> {
    public static final String NAME = "/";
    /** The room of all clients in this namespace. */
    public static final String ROOM = TutorialSocket.ROOM;

    private final Chat chat;

    public TutorialNamespace(Chat chat) {
        this.chat = chat;
    }

    /** Handles a connect. A guest is admitted and gives its name later; others have one. */
    public void enter(Socket socket) {
        try {
            enter(socket, Auth.authentication(socket, chat.identities()));
        } catch (Refusal e) {
            Auth.refuse(socket, e);
        }
    }

    private void enter(Socket socket, Authentication authentication) {
        String pid = Pid.of(socket, null);
        Optional<Offset> offset = Offset.of(socket);
        if (pid == null
                || chat.departures().contains(pid)
                || offset.isEmpty()
                || offset.get().name().isEmpty()) {
            // a client without a name may have set one and missed the reply, so recovery cannot be promised
            begin(socket, authentication, "");
            return;
        }
        String name = offset.get().name();
        open(
                socket,
                pid,
                authentication,
                tutorial -> tutorial.recover(offset.get(), () -> begin(socket, authentication, name)));
    }

    private void begin(Socket socket, Authentication authentication, String name) {
        open(socket, Pid.fresh(null), authentication, tutorial -> tutorial.begin(name));
    }

    private void open(Socket socket, String pid, Authentication authentication, Consumer<TutorialSocket> begin) {
        try {
            begin.accept(new TutorialSocket(chat, this, socket, pid, authentication));
        } catch (Refusal e) {
            Auth.refuse(socket, e);
        }
    }

    @Override
    public List<EventPacket> encode(Event event) {
        return List.of(EventPacket.of(event, Json.text(event), headOf(event), null));
    }

    /** Null if the tutorial has no such event. */
    private static String headOf(Event event) {
        if (event instanceof Logged.Message message && message.text() != null) {
            return head(
                    "chat-message",
                    Arguments.of(Map.of(
                            "message", message.text(), "name", message.author().name())));
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
    public List<EventPacket> join(List<List<EventPacket>> encoded) {
        return encoded.stream().flatMap(List::stream).toList();
    }
}

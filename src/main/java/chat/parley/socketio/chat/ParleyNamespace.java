package chat.parley.socketio.chat;

import chat.parley.delivery.Encoding;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Refusal;
import chat.parley.identity.Authentication;
import chat.parley.identity.Identity;
import chat.parley.room.Chat;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The namespace {@code /parley}: the native protocol as Socket.IO events. Clients that are signed in, or send a
 * token or name and key with the connect, can be recovered.
 */
public final class ParleyNamespace implements Encoding<List<EventPacket>> {
    public static final String NAME = "/parley";

    private final Chat chat;

    public ParleyNamespace(Chat chat) {
        this.chat = chat;
    }

    /** Handles a connect. */
    public void enter(Socket socket) {
        try {
            Command.Hello hello = Auth.hello(socket);
            if (hello == null) {
                socketOf(socket, null, null).begin(null);
            } else {
                Authentication authentication = Auth.authentication(socket, chat.identities());
                beginKnown(socket, authentication == null ? hello : Command.Hello.signedIn(null), authentication);
            }
        } catch (Refusal e) {
            Auth.refuse(socket, e);
        }
    }

    private void beginKnown(Socket socket, Command.Hello hello, Authentication authentication) {
        Identity identity = chat.identities().identify(hello, authentication);
        if (!identity.lasting()) {
            socketOf(socket, null, null).begin(hello); // without a key, a returning client cannot be recognized
            return;
        }
        String owner = identity.isSignedIn() ? identity.member().id() : hello.key();
        String pid = Pid.of(socket, owner);
        Optional<Offset> offset = Offset.of(socket);
        Runnable anew = () -> socketOf(socket, Pid.fresh(owner), authentication)
                .begin(hello, offset.map(Offset::positions).orElse(Map.of()));
        if (pid == null || chat.departures().contains(pid) || offset.isEmpty()) {
            anew.run();
        } else {
            socketOf(socket, pid, authentication).recover(hello, offset.get(), anew);
        }
    }

    private ParleySocket socketOf(Socket socket, String pid, Authentication authentication) {
        return new ParleySocket(chat, this, socket, pid, authentication);
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

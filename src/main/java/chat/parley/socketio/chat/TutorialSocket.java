package chat.parley.socketio.chat;

import chat.parley.delivery.DoorKind;
import chat.parley.delivery.Encoding;
import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Authentication;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.identity.Identity;
import chat.parley.identity.Secrets;
import chat.parley.room.Chat;
import chat.parley.socketio.AckCallback;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.Socket;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A socket of the tutorial's protocol. It joins the room when it connects and receives all messages sent from then
 * on. The other members see it once it has a name.
 */
final class TutorialSocket extends ChatSocket {
    /** The room of all clients in this namespace. */
    static final String ROOM = "lobby";

    private static final String JOIN = "join";
    private static final String APPEAR = "appear";

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Map<String, AckCallback> awaited = new ConcurrentHashMap<>();
    private final Identities identities;
    private final Identity identity;
    /** The client's name; null before it has given one. */
    private volatile Command.Appear named;
    /** Whether the socket has joined the room. */
    private volatile boolean inRoom;

    /** @throws Refusal if the client's token has expired, or it is a guest and the server does not accept guests */
    TutorialSocket(
            Chat chat, Encoding<List<EventPacket>> encoding, Socket socket, String pid, Authentication authentication) {
        super(chat, encoding, socket, pid, authentication);
        identities = chat.identities();
        identity = identities.identify(credentials(Guests.NAMELESS), authentication);
        socket.on("new-user", this::newUser);
        socket.on("send-chat-message", this::say);
        socket.onAny((arguments, ack) -> attempt(ack, () -> {
            throw new Refusal(ErrorCode.UNKNOWN_TYPE, "Unknown event; use new-user or send-chat-message");
        }));
    }

    void recover(Offset offset, Runnable instead) {
        try {
            requireFree(offset.name());
            inRoom = true;
            named = appear(offset.name());
            recover(credentials(offset.name()), offset, instead);
        } catch (Refusal e) { // not an offset from this server, or somebody else has this name now
            instead.run();
        }
    }

    /**
     * Starts a new session, keeping the name if there was one, because the tutorial's client sends it only once.
     * The client is admitted once it is in the room.
     *
     * @throws Refusal if a guest may not keep the name
     */
    void begin(String name) {
        try {
            String known = identity.isSignedIn() ? identity.member().name() : name;
            named = known.isEmpty() ? null : appear(known);
        } catch (Refusal e) {
            named = null; // not an offset from this server
        }
        if (named != null) {
            requireFree(named.name());
            tracker().name(named.name());
        }
        open();
        handle(credentials(named == null ? Guests.NAMELESS : named.name()));
        join();
    }

    /** Of a guest: the name of others comes from their sign-in. */
    private void requireFree(String name) {
        if (!identity.isSignedIn()) {
            identities.requireFree(name);
        }
    }

    /** Only for a guest: otherwise the authentication decides. */
    private Command.Hello credentials(String name) {
        return Command.Hello.guest(null, name, pid());
    }

    private static Command.Appear appear(String name) {
        return new Command.Appear(APPEAR, ROOM, name);
    }

    private void join() {
        handle(new Command.Join(JOIN, ROOM, null, null));
    }

    private void newUser(Arguments arguments, AckCallback ack) {
        attempt(ack, () -> {
            Command.Appear appear = appear(text(arguments));
            if (named != null) {
                throw new Refusal(ErrorCode.ALREADY_NAMED, "This session already has a name");
            }
            named = appear;
            if (ack.isWanted()) {
                awaited.put(APPEAR, ack);
            }
            handle(appear);
        });
    }

    private void say(Arguments arguments, AckCallback ack) {
        attempt(ack, () -> {
            String ref = Secrets.unguessable();
            Write.Post post = new Write.Post(ref, ROOM, text(arguments), null);
            if (ack.isWanted()) {
                awaited.put(ref, ack);
            }
            handle(post);
        });
    }

    /** The first argument as text: a string as it is, other JSON serialized. Null if there is none. */
    private static String text(Arguments arguments) {
        if (!arguments.attachments().isEmpty()) {
            throw new Refusal(ErrorCode.MALFORMED, "Binary data is not supported here; send text");
        }
        String text = arguments.text(0);
        return text == null && arguments.size() > 0 && arguments.values().get(0) != JsonValue.NULL
                ? arguments.values().get(0).toString()
                : text;
    }

    private void attempt(AckCallback ack, Runnable work) {
        try {
            work.run();
        } catch (Refusal e) {
            refuse(ack, e);
        }
    }

    /** Refuses through the session, so that it counts against the rate limit. */
    private void refuse(AckCallback ack, Refusal refusal) {
        String ref = ack.isWanted() ? Secrets.unguessable() : null;
        if (ref != null) {
            awaited.put(ref, ack);
        }
        handle(new Command.Malformed(ref, refusal));
    }

    /** The tutorial's guests have no key of their own. */
    @Override
    public DoorKind door() {
        return DoorKind.TUTORIAL;
    }

    @Override
    public boolean hasTransientMember() {
        return !identity.isSignedIn();
    }

    @Override
    public boolean isHidden() {
        return named == null;
    }

    /** Admits the client when it has joined the room, because a connected client receives all messages from then on. */
    @Override
    boolean prepareFor(List<EventPacket> events) {
        if (!inRoom && events.stream().anyMatch(outgoing -> outgoing.event() instanceof Event.Joined)) {
            inRoom = true;
            admit();
        } else if (!inRoom && events.stream().anyMatch(outgoing -> outgoing.event() instanceof Event.Failure)) {
            socket().engine().later(RETRY_DELAY, this::join);
        }
        return inRoom;
    }

    @Override
    void translate(EventPacket outgoing, List<Packet> packets) {
        Event event = outgoing.event();
        boolean appeared = event instanceof Event.Reply reply && APPEAR.equals(reply.ref());
        boolean isNameTaken =
                appeared && event instanceof Event.Failure failure && failure.code() == ErrorCode.NAME_TAKEN;
        if (isNameTaken) {
            named = null; // the client may choose another one
            tracker().name("");
        } else if (appeared && event instanceof Event.Failure) {
            Command.Appear appear = named;
            // the tutorial's client sends its name only once
            socket().engine().later(RETRY_DELAY, () -> handle(appear));
            return;
        }
        if (event instanceof Event.RoomRemoved removed && removed.deleted() != null) {
            socket().engine().later(RETRY_DELAY, this::join); // the tutorial's client cannot enter the new room itself
        }
        if (appeared && !isNameTaken) {
            tracker().name(named.name());
        } else if (event instanceof Event.Joined joined) {
            tracker().hiddenUpTo(joined.head());
            tracker().moveTo(joined.room(), joined.position());
        } else if (event instanceof Logged logged) {
            tracker().moveTo(logged.room(), logged.position());
        } else if (event instanceof Event.Reset reset) {
            tracker().moveTo(reset.room(), reset.position());
        }
        if (appeared && !isNameTaken || event instanceof Event.Joined && named != null) {
            // before the reply, so that a client with the reply can be recovered
            packets.add(offsetEvent());
        }
        AckCallback ack =
                event instanceof Event.Reply reply && reply.ref() != null ? awaited.remove(reply.ref()) : null;
        if (ack != null) {
            packets.add(ackOf(outgoing, ack));
        } else if (outgoing.head() != null && !isHidden(event)) {
            packets.add(outgoing.with(tracker().offset()));
        }
    }

    /** Hides the client's own events and messages sent before it connected. */
    private boolean isHidden(Event event) {
        return event instanceof Logged.Message message
                        && (message.offset() <= tracker().hiddenUpTo()
                                || message.author()
                                        .id()
                                        .equals(identity.member().id()))
                || event instanceof Event.MemberJoined joined
                        && joined.member().id().equals(identity.member().id())
                || event instanceof Event.MemberLeft left
                        && left.member().id().equals(identity.member().id());
    }
}

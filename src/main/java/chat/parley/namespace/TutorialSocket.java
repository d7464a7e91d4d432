package chat.parley.namespace;

import chat.parley.delivery.Encoding;
import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Secrets;
import chat.parley.room.Chat;
import chat.parley.socketio.Answer;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A socket that speaks the tutorial's few words. It is in the room from its connect on and hears what others say from then on;
 * the others see it once it has given a name.
 */
final class TutorialSocket extends ChatSocket {
    private static final String NAMELESS = "Guest";
    private static final String JOIN = "join";
    private static final String APPEAR = "appear";

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Map<String, Answer> awaited = new ConcurrentHashMap<>();
    private final String member;
    /** What the client called itself; null before it did. */
    private volatile Command.Appear named;
    /** Whether the room tells it what happens there. */
    private volatile boolean inside;

    TutorialSocket(Chat chat, Goodbyes goodbyes, Encoding<List<Outgoing>> encoding, Socket socket, String pid) {
        super(chat, goodbyes, encoding, socket, pid);
        member = chat.guest(NAMELESS, pid).id();
        socket.on("new-user", this::newUser);
        socket.on("send-chat-message", this::say);
        socket.onAny((arguments, answer) -> attempt(answer, () -> {
            throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such event here; known are new-user and send-chat-message");
        }));
    }

    void recover(Offset offset, Runnable instead) {
        try {
            inside = true;
            named = appear(offset.name());
            recover(new Command.Hello(null, offset.name(), pid()), offset, instead);
        } catch (Refusal e) { // nothing that this server has written
            instead.run();
        }
    }

    /** Begins anew, under a name if there was one: the tutorial's client says it once. Enters the namespace when it is in the room. */
    void begin(String name) {
        try {
            named = name.isEmpty() ? null : appear(name);
        } catch (Refusal e) {
            named = null; // no name that this server has written
        }
        if (named != null) {
            places().name(named.name());
        }
        open();
        handle(new Command.Hello(null, named == null ? NAMELESS : named.name(), pid()));
        join();
    }

    private static Command.Appear appear(String name) {
        return new Command.Appear(APPEAR, TutorialNamespace.ROOM, name);
    }

    private void join() {
        handle(new Command.Join(JOIN, TutorialNamespace.ROOM, null, null));
    }

    private void newUser(Arguments arguments, Answer answer) {
        attempt(answer, () -> {
            Command.Appear appear = appear(text(arguments));
            if (named != null) {
                throw new Refusal(ErrorCode.ALREADY_NAMED, "This session has a name");
            }
            named = appear;
            if (answer.isWanted()) {
                awaited.put(APPEAR, answer);
            }
            handle(appear);
        });
    }

    private void say(Arguments arguments, Answer answer) {
        attempt(answer, () -> {
            String ref = Secrets.unguessable();
            Write.Post post = new Write.Post(ref, TutorialNamespace.ROOM, text(arguments), null);
            if (answer.isWanted()) {
                awaited.put(ref, answer);
            }
            handle(post);
        });
    }

    /** A text, or other JSON as text. Null where there is none. */
    private static String text(Arguments arguments) {
        if (!arguments.attachments().isEmpty()) {
            throw new Refusal(ErrorCode.MALFORMED, "Names and messages are text; bytes cannot be sent here");
        }
        String text = arguments.text(0);
        return text == null && arguments.size() > 0 && arguments.values().get(0) != JsonValue.NULL ? arguments.values().get(0).toString() : text;
    }

    private void attempt(Answer answer, Runnable work) {
        try {
            work.run();
        } catch (Refusal e) {
            refuse(answer, e);
        }
    }

    /** Through the session, so that it counts. */
    private void refuse(Answer answer, Refusal why) {
        String ref = answer.isWanted() ? Secrets.unguessable() : null;
        if (ref != null) {
            awaited.put(ref, answer);
        }
        handle(new Command.Malformed(ref, why));
    }

    /** The tutorial's clients keep no key. */
    @Override
    public boolean hasTransientMember() {
        return true;
    }

    @Override
    public boolean isHidden() {
        return named == null;
    }

    /** Who is connected hears all that is said from then on: so the client is let in when it is in the room. */
    @Override
    boolean isReadyFor(List<Outgoing> events) {
        if (!inside && events.stream().anyMatch(outgoing -> outgoing.event() instanceof Event.Joined)) {
            inside = true;
            admit();
        } else if (!inside && events.stream().anyMatch(outgoing -> outgoing.event() instanceof Event.Failure)) {
            socket().engine().later(AGAIN, this::join);
        }
        return inside;
    }

    @Override
    void translate(Outgoing outgoing, List<Packet> packets) {
        Event event = outgoing.event();
        boolean appeared = event instanceof Event.Reply reply && APPEAR.equals(reply.ref());
        if (appeared && event instanceof Event.Failure) {
            Command.Appear again = named;
            socket().engine().later(AGAIN, () -> handle(again)); // the tutorial's client says its name once
            return;
        }
        if (appeared) {
            places().name(named.name());
        } else if (event instanceof Event.Joined joined) {
            places().unheard(joined.head());
            places().stand(joined.room(), joined.position());
        } else if (event instanceof Event.Logged logged) {
            places().stand(logged.room(), logged.position());
        } else if (event instanceof Event.Reset reset) {
            places().stand(reset.room(), reset.position());
        }
        if (appeared || event instanceof Event.Joined && named != null) {
            packets.add(offsetEvent(TutorialNamespace.NAME)); // before the answer: who has that can come back
        }
        Answer answer = event instanceof Event.Reply reply && reply.ref() != null ? awaited.remove(reply.ref()) : null;
        if (answer != null) {
            packets.add(PacketWriter.ack(TutorialNamespace.NAME, answer.id(), outgoing.json()));
        } else if (outgoing.head() != null && !isSilent(event)) {
            packets.add(outgoing.with(places().offset()));
        }
    }

    /** The sender is left out, and so is what was said before. */
    private boolean isSilent(Event event) {
        return event instanceof Event.Message message && (message.offset() <= places().unheard() || message.author().id().equals(member))
                || event instanceof Event.MemberJoined joined && joined.member().id().equals(member)
                || event instanceof Event.MemberLeft left && left.member().id().equals(member);
    }
}

package chat.parley.namespace;

import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Guest;
import chat.parley.identity.Secrets;
import chat.parley.room.Chat;
import chat.parley.room.Encoding;
import chat.parley.socketio.Answer;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A socket that speaks the tutorial's few words. It gets what others say, and what is said from its coming on. */
final class TutorialSocket extends ChatSocket {
    private static final String NAMELESS = "Guest";
    private static final String JOIN = "join";

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int MOST_REFUSALS = 20;

    private final Map<String, Answer> awaited = new ConcurrentHashMap<>();
    private final String member;
    private int refusals;

    TutorialSocket(Chat chat, Goodbyes goodbyes, Encoding<List<Outgoing>> encoding, Socket socket, String pid) {
        super(chat, goodbyes, encoding, socket, pid);
        member = Guest.of(NAMELESS, pid).id();
        socket.on("new-user", this::newUser);
        socket.on("send-chat-message", this::say);
        socket.onAny((arguments, answer) -> attempt(answer, () -> {
            throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such event here; known are new-user and send-chat-message");
        }));
    }

    void recover(Offset offset, Runnable instead) {
        try {
            recover(new Command.Hello(null, offset.name(), pid()), offset, instead);
        } catch (Refusal e) { // nothing that this server has written
            instead.run();
        }
    }

    /** Begins anew, under a name if there was one: the tutorial's client says it once. */
    void begin(String name) {
        if (!name.isEmpty()) {
            attempt(Answer.NONE, () -> come(name, Answer.NONE));
        }
        admit();
    }

    private void newUser(Arguments arguments, Answer answer) {
        attempt(answer, () -> come(text(arguments), answer));
    }

    private void come(String name, Answer answer) {
        Command.Hello hello = new Command.Hello(null, name, pid());
        if (session() != null) {
            throw new Refusal(ErrorCode.ALREADY_NAMED, "This session has a name");
        }
        if (answer.isWanted()) {
            awaited.put(JOIN, answer);
        }
        places().name(hello.name());
        open();
        handle(hello);
        join();
    }

    private void join() {
        handle(new Command.Join(JOIN, TutorialNamespace.ROOM, null));
    }

    private void say(Arguments arguments, Answer answer) {
        attempt(answer, () -> {
            String ref = Secrets.unguessable();
            Write.Post post = new Write.Post(ref, TutorialNamespace.ROOM, text(arguments), null);
            if (session() == null) {
                come(NAMELESS, Answer.NONE);
            }
            if (answer.isWanted()) {
                awaited.put(ref, answer);
            }
            handle(post);
        });
    }

    /** What is no text is none. */
    private static String text(Arguments arguments) {
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

    /** Through the session where there is one, so that it counts. */
    private void refuse(Answer answer, Refusal why) {
        if (session() != null) {
            String ref = answer.isWanted() ? Secrets.unguessable() : null;
            if (ref != null) {
                awaited.put(ref, answer);
            }
            handle(new Command.Malformed(ref, why));
        } else if (++refusals > MOST_REFUSALS) {
            socket().disconnect(true);
        } else if (answer.isWanted()) {
            answer.send(why.asReplyTo(null));
        } else {
            socket().emit("error", why.asReplyTo(null));
        }
    }

    /** The tutorial's clients keep no key. */
    @Override
    public boolean isPassing() {
        return true;
    }

    @Override
    void translate(Outgoing outgoing, List<Packet> packets) {
        Event event = outgoing.event();
        if (event instanceof Event.Failure failure && JOIN.equals(failure.ref())) {
            socket().engine().later(AGAIN, this::join); // the tutorial's client says its name once
            return;
        }
        if (event instanceof Event.Joined joined) {
            places().unheard(joined.head());
            places().stand(joined.room(), joined.position());
        } else if (event instanceof Event.Logged logged) {
            places().stand(logged.room(), logged.position());
        } else if (event instanceof Event.Reset reset) {
            places().stand(reset.room(), reset.position());
        }
        Answer answer = event instanceof Event.Reply reply && reply.ref() != null ? awaited.remove(reply.ref()) : null;
        if (event instanceof Event.Joined) {
            packets.add(offsetEvent(TutorialNamespace.NAME)); // before the answer: who has that can come back
        }
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

package chat.parley.namespace;

import static chat.parley.host.JsonApi.JSON;

import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.identity.Secrets;
import chat.parley.room.Chat;
import chat.parley.room.Encoding;
import chat.parley.socketio.Answer;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket that speaks the native protocol: an event's name is the command's {@code type}, its argument the command, and its acknowledgement the reply. */
final class ParleySocket extends ChatSocket {
    private static final int MOST_AWAITED = 512;

    private final Map<String, Queue<Answer>> awaited = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** @param pid null for a client that cannot come back */
    ParleySocket(Chat chat, Goodbyes goodbyes, Encoding<List<Outgoing>> encoding, Socket socket, String pid) {
        super(chat, goodbyes, encoding, socket, pid);
        socket.onAny(this::take);
    }

    /** @param hello null where the client is to say it itself */
    void begin(Command.Hello hello) {
        open();
        if (hello != null) {
            session().handle(hello);
        }
        admit();
    }

    private void take(Arguments named, Answer answer) {
        try {
            Command command = Json.command(commandOf(named, answer));
            if (answer.isWanted() && command.ref() != null) {
                await(command.ref(), answer);
            }
            if (answer.isWanted() && command.ref() == null && command instanceof Command.Malformed malformed) {
                throw malformed.refusal();
            }
            session().handle(command);
        } catch (Refusal e) {
            session().handle(new Command.Malformed(answer.isWanted() ? refOf(answer) : null, e)); // so that it counts, and is told in its turn
        }
    }

    /** A ref of ours under which the client is answered; null when it waits for too much already. */
    private String refOf(Answer answer) {
        try {
            String ref = Secrets.unguessable();
            await(ref, answer);
            return ref;
        } catch (Refusal e) {
            return null;
        }
    }

    private void await(String ref, Answer answer) {
        if (count.incrementAndGet() > MOST_AWAITED) {
            count.decrementAndGet();
            throw new Refusal(ErrorCode.BUSY, "Wait for the answers that you have asked for first");
        }
        awaited.computeIfAbsent(ref, key -> new ConcurrentLinkedQueue<>()).add(answer);
    }

    /** The command's JSON; with a ref of ours where the client waits for an answer and has given none. */
    private static String commandOf(Arguments named, Answer answer) {
        String type = named.text(0);
        JsonObject fields = named.size() < 2 ? JsonObject.EMPTY_JSON_OBJECT : named.object(1);
        if (type == null || fields == null) {
            throw new Refusal(ErrorCode.MALFORMED, "An event's argument is one object");
        }
        var command = JSON.createObjectBuilder(fields).add("type", type);
        if (answer.isWanted() && !(fields.get("ref") instanceof JsonString)) {
            command.add("ref", Secrets.unguessable());
        }
        return command.build().toString();
    }

    @Override
    void translate(Outgoing outgoing, List<Packet> packets) {
        Event event = outgoing.event();
        boolean moved = moves(event);
        Answer answer = event instanceof Event.Reply reply ? answerTo(reply) : null;
        if (answer != null) {
            if (moved) {
                packets.add(offsetEvent(ParleyNamespace.NAME)); // first: who has the answer can come back
            }
            packets.add(PacketWriter.ack(ParleyNamespace.NAME, answer.id(), outgoing.json()));
        } else if (event instanceof Event.Logged logged && places().isOnly(logged.room())) {
            packets.add(outgoing.packet());
        } else {
            packets.add(moved ? outgoing.with(places().offset()) : outgoing.packet());
        }
    }

    /** Whether the client stands somewhere else after this. */
    private boolean moves(Event event) {
        if (event instanceof Event.Logged logged) {
            places().stand(logged.room(), logged.position());
        } else if (event instanceof Event.Joined joined) {
            places().stand(joined.room(), joined.position());
        } else if (event instanceof Event.Reset reset) {
            places().stand(reset.room(), reset.position());
        } else if (event instanceof Event.Ack ack && ack.offset() == null && ack.room() != null) {
            places().leave(ack.room());
        } else {
            return event instanceof Event.Welcome && pid() != null;
        }
        return true;
    }

    private Answer answerTo(Event.Reply reply) {
        Queue<Answer> waiting = reply.ref() == null ? null : awaited.get(reply.ref());
        Answer answer = waiting == null ? null : waiting.poll();
        if (answer != null) {
            count.decrementAndGet();
            awaited.computeIfPresent(reply.ref(), (ref, others) -> others.isEmpty() ? null : others);
        }
        return answer;
    }
}

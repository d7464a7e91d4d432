package chat.parley.namespace;

import static chat.parley.host.JsonApi.JSON;

import chat.parley.delivery.Encoding;
import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Secrets;
import chat.parley.room.Chat;
import chat.parley.socketio.Answer;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
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
    private final WaitingLine line = new WaitingLine();
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
            handle(hello);
        }
        if (session().isOpen()) {
            admit();
        } // else the server is full or stops, and the connection's end tells the client to come back
    }

    private void take(Arguments named, Answer answer) {
        try {
            JsonObject said = commandOf(named, answer);
            Command command = Json.command(said.toString());
            if (isSure(command, named, answer)) {
                line.add(Held.sure(command, named.values().toString(), answer, System.nanoTime()));
                inTurn(this::advance);
                return;
            }
            if (answer.isWanted() && command.ref() != null) {
                await(command.ref(), answer);
            }
            if (answer.isWanted() && command.ref() == null && command instanceof Command.Malformed malformed) {
                throw malformed.refusal();
            }
            if (command instanceof Write && line.isInTheWay()) {
                waitInLine(command, said.toString());
            } else {
                handle(command);
            }
        } catch (Refusal e) {
            handle(new Command.Malformed(answer.isWanted() ? refOf(answer) : null, e)); // so that it counts, and is told in its turn
        }
    }

    /** Whether a command that cannot be carried out now is repeated here: what changes something, and may be repeated. */
    private static boolean isSure(Command command, Arguments named, Answer answer) {
        return answer.isWanted() && (command instanceof Write ? named.object(1).get("ref") instanceof JsonString
                : command instanceof Command.Join || command instanceof Command.Leave || command instanceof Command.Read);
    }

    private void waitInLine(Command write, String said) {
        try {
            line.add(Held.once(write, said));
            inTurn(this::advance);
        } catch (Refusal e) {
            handle(new Command.Malformed(write.ref(), e));
        }
    }

    /** For the socket's turns. */
    private void advance() {
        for (Held held = line.next(); held != null; held = line.next()) {
            carryOut(held);
        }
    }

    /** A client sends again what was not acknowledged before it can join: so a write that may come again needs no join. */
    private void carryOut(Held held) {
        session().handle(held.isSure() && held.command() instanceof Write write ? new Command.WriteAnywhere(write) : held.command());
    }

    private void repeat() {
        Held held = line.underWay();
        if (held != null) {
            carryOut(held);
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
    private static JsonObject commandOf(Arguments named, Answer answer) {
        String type = named.text(0);
        JsonObject fields = named.size() < 2 ? JsonObject.EMPTY_JSON_OBJECT : named.object(1);
        if (type == null || fields == null) {
            throw new Refusal(ErrorCode.MALFORMED, "An event's argument is one object");
        }
        var command = JSON.createObjectBuilder(fields).add("type", type);
        if (answer.isWanted() && !(fields.get("ref") instanceof JsonString)) {
            command.add("ref", Secrets.unguessable());
        }
        return command.build();
    }

    @Override
    void translate(Outgoing outgoing, List<Packet> packets) {
        Event event = outgoing.event();
        Duration pause = event instanceof Event.Reply reply ? line.pauseAfter(reply, System.nanoTime()) : null;
        if (pause != null) {
            socket().engine().later(pause, () -> inTurn(this::repeat));
            return;
        }
        boolean moved = moves(event);
        List<Answer> answers = event instanceof Event.Reply reply ? answersTo(reply) : List.of();
        if (!answers.isEmpty()) {
            if (moved) {
                packets.add(offsetEvent(ParleyNamespace.NAME)); // first: who has the answer can come back
            }
            answers.forEach(answer -> packets.add(PacketWriter.ack(ParleyNamespace.NAME, answer.id(), outgoing.json())));
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

    private List<Answer> answersTo(Event.Reply reply) {
        Held held = line.end(reply);
        if (held != null) {
            inTurn(this::advance);
            return held.answers();
        }
        Answer answer = answerTo(reply);
        return answer == null ? List.of() : List.of(answer);
    }

    /** Null where nobody waits for one. */
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

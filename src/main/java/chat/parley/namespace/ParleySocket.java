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

/**
 * A socket of the native protocol: the event name is the command's {@code type}, the argument is the command, and
 * the acknowledgement is the reply.
 */
final class ParleySocket extends ChatSocket {
    private static final int MAX_AWAITED = 512;

    private final Map<String, Queue<Answer>> awaited = new ConcurrentHashMap<>();
    private final WaitingLine line = new WaitingLine();
    private final AtomicInteger awaitedCount = new AtomicInteger();

    /** @param pid null for a client that cannot be recovered */
    ParleySocket(Chat chat, Goodbyes goodbyes, Encoding<List<Outgoing>> encoding, Socket socket, String pid) {
        super(chat, goodbyes, encoding, socket, pid);
        socket.onAny(this::receive);
    }

    /** @param hello null if the client sends it itself */
    void begin(Command.Hello hello) {
        open();
        if (hello != null) {
            handle(hello);
        }
        if (session().isOpen()) {
            admit();
        } // else the server is full or stopping, and the closed connection makes the client retry
    }

    private void receive(Arguments named, Answer answer) {
        try {
            JsonObject json = commandOf(named, answer);
            Command command = Json.command(json.toString());
            if (isRetryable(command, named, answer)) {
                line.add(Held.retried(command, named.values().toString(), answer, System.nanoTime()));
                inTurn(this::advance);
                return;
            }
            if (answer.isWanted() && command.ref() != null) {
                await(command.ref(), answer);
            }
            if (answer.isWanted() && command.ref() == null && command instanceof Command.Malformed malformed) {
                throw malformed.refusal();
            }
            if (command instanceof Write && line.mustQueueWrites()) {
                enqueue(command, json.toString());
            } else {
                handle(command);
            }
        } catch (Refusal e) {
            // counts against the rate limit and is answered in order
            handle(new Command.Malformed(answer.isWanted() ? refOf(answer) : null, e));
        }
    }

    /** Whether the server retries this command: it changes something and is safe to retry. */
    private static boolean isRetryable(Command command, Arguments named, Answer answer) {
        return answer.isWanted() && (command instanceof Write ? named.object(1).get("ref") instanceof JsonString
                : command instanceof Command.Join || command instanceof Command.Leave || command instanceof Command.Read);
    }

    private void enqueue(Command write, String json) {
        try {
            line.add(Held.once(write, json));
            inTurn(this::advance);
        } catch (Refusal e) {
            handle(new Command.Malformed(write.ref(), e));
        }
    }

    /** Confined to the socket's turns. */
    private void advance() {
        for (Held held = line.next(); held != null; held = line.next()) {
            run(held);
        }
    }

    /** Runs a command. Retried writes need no join, because a client resends them before it can join again. */
    private void run(Held held) {
        session().handle(held.isRetried() && held.command() instanceof Write write
                ? new Command.WriteAnywhere(write) : held.command());
    }

    private void retry() {
        Held held = line.underWay();
        if (held != null) {
            run(held);
        }
    }

    /** A generated ref for the reply to the client; null if too many replies are pending. */
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
        if (awaitedCount.incrementAndGet() > MAX_AWAITED) {
            awaitedCount.decrementAndGet();
            throw new Refusal(ErrorCode.BUSY, "Too many pending acknowledgements; wait for some of them");
        }
        awaited.computeIfAbsent(ref, key -> new ConcurrentLinkedQueue<>()).add(answer);
    }

    /** The command as JSON, with a generated ref if the client wants an acknowledgement and gave no ref. */
    private static JsonObject commandOf(Arguments named, Answer answer) {
        String type = named.text(0);
        JsonObject fields = named.size() < 2 ? JsonObject.EMPTY_JSON_OBJECT : named.object(1);
        if (type == null || fields == null) {
            throw new Refusal(ErrorCode.MALFORMED, "The argument of an event must be an object");
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
        Duration delay = event instanceof Event.Reply reply ? line.retryDelayAfter(reply, System.nanoTime()) : null;
        if (delay != null) {
            socket().engine().later(delay, () -> inTurn(this::retry));
            return;
        }
        boolean moved = updatePlaces(event);
        List<Answer> answers = event instanceof Event.Reply reply ? answersTo(reply) : List.of();
        if (!answers.isEmpty()) {
            if (moved) {
                // before the reply, so that a client with the reply can be recovered
                packets.add(offsetEvent());
            }
            answers.forEach(answer -> packets.add(ackOf(outgoing, answer)));
        } else if (event instanceof Event.Logged logged && places().isOnly(logged.room())) {
            packets.add(outgoing.packet());
        } else {
            packets.add(moved ? outgoing.with(places().offset()) : outgoing.packet());
        }
    }

    /** Tracks the client's positions. Returns whether its offset has changed. */
    private boolean updatePlaces(Event event) {
        if (event instanceof Event.Logged logged) {
            places().moveTo(logged.room(), logged.position());
        } else if (event instanceof Event.Joined joined) {
            places().moveTo(joined.room(), joined.position());
        } else if (event instanceof Event.Reset reset) {
            places().moveTo(reset.room(), reset.position());
        } else if (event instanceof Event.Ack ack && ack.offset() == null && ack.room() != null) {
            places().leave(ack.room());
        } else {
            return event instanceof Event.Welcome && pid() != null;
        }
        return true;
    }

    private List<Answer> answersTo(Event.Reply reply) {
        Held held = line.complete(reply);
        if (held != null) {
            inTurn(this::advance);
            return held.answers();
        }
        Answer answer = answerTo(reply);
        return answer == null ? List.of() : List.of(answer);
    }

    /** Null if no acknowledgement is expected. */
    private Answer answerTo(Event.Reply reply) {
        Queue<Answer> waiting = reply.ref() == null ? null : awaited.get(reply.ref());
        Answer answer = waiting == null ? null : waiting.poll();
        if (answer != null) {
            awaitedCount.decrementAndGet();
            awaited.computeIfPresent(reply.ref(), (ref, others) -> others.isEmpty() ? null : others);
        }
        return answer;
    }
}

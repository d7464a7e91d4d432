package chat.parley.socketio.chat;

import static chat.parley.io.JsonApi.JSON;

import chat.parley.delivery.Encoding;
import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Authentication;
import chat.parley.identity.Secrets;
import chat.parley.room.Chat;
import chat.parley.socketio.AckCallback;
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

    private final Map<String, Queue<AckCallback>> awaited = new ConcurrentHashMap<>();
    private final CommandQueue queue = new CommandQueue();
    private final AtomicInteger awaitedCount = new AtomicInteger();

    /** @param pid null for a client that cannot be recovered */
    ParleySocket(
            Chat chat, Encoding<List<EventPacket>> encoding, Socket socket, String pid, Authentication authentication) {
        super(chat, encoding, socket, pid, authentication);
        socket.onAny(this::receive);
    }

    /** Starts a new session of a client that had these positions. @param hello as in {@link #begin(Command.Hello)} */
    void begin(Command.Hello hello, Map<String, String> positions) {
        positions.forEach(tracker()::saw);
        begin(hello);
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

    private void receive(Arguments named, AckCallback ack) {
        try {
            JsonObject json = commandOf(named, ack);
            Command command = Json.command(json.toString());
            if (isRetryable(command, named, ack)) {
                String epoch = command instanceof Write write ? tracker().epochOf(write.room()) : null;
                queue.add(PendingCommand.retried(command, epoch, named.values().toString(), ack, System.nanoTime()));
                inTurn(this::advance);
                return;
            }
            if (ack.isWanted() && command.ref() != null) {
                await(command.ref(), ack);
            }
            if (ack.isWanted() && command.ref() == null && command instanceof Command.Malformed malformed) {
                throw malformed.refusal();
            }
            if (command instanceof Write && queue.mustQueueWrites()) {
                enqueue(command, json.toString());
            } else {
                handle(command);
            }
        } catch (Refusal e) {
            // counts against the rate limit and is answered in order
            handle(new Command.Malformed(ack.isWanted() ? refOf(ack) : null, e));
        }
    }

    /** Whether the server retries this command: it changes something and is safe to retry. */
    private static boolean isRetryable(Command command, Arguments named, AckCallback ack) {
        return ack.isWanted()
                && (command instanceof Write
                        ? named.object(1).get("ref") instanceof JsonString
                        : command instanceof Command.Join
                                || command instanceof Command.Leave
                                || command instanceof Command.Read);
    }

    private void enqueue(Command write, String json) {
        try {
            queue.add(PendingCommand.once(write, json));
            inTurn(this::advance);
        } catch (Refusal e) {
            handle(new Command.Malformed(write.ref(), e));
        }
    }

    /** Confined to the socket's turns. */
    private void advance() {
        for (PendingCommand pending = queue.next(); pending != null; pending = queue.next()) {
            run(pending);
        }
    }

    private void run(PendingCommand pending) {
        session().handle(pending.forSession());
    }

    private void retry() {
        PendingCommand pending = queue.underWay();
        if (pending != null) {
            run(pending);
        }
    }

    /** A generated ref for the reply to the client; null if too many replies are pending. */
    private String refOf(AckCallback ack) {
        try {
            String ref = Secrets.unguessable();
            await(ref, ack);
            return ref;
        } catch (Refusal e) {
            return null;
        }
    }

    private void await(String ref, AckCallback ack) {
        if (awaitedCount.incrementAndGet() > MAX_AWAITED) {
            awaitedCount.decrementAndGet();
            throw new Refusal(ErrorCode.BUSY, "Too many pending acknowledgements; wait for some of them");
        }
        awaited.computeIfAbsent(ref, key -> new ConcurrentLinkedQueue<>()).add(ack);
    }

    /** The command as JSON, with a generated ref if the client wants an acknowledgement and gave no ref. */
    private static JsonObject commandOf(Arguments named, AckCallback ack) {
        String type = named.text(0);
        JsonObject fields = named.size() < 2 ? JsonObject.EMPTY_JSON_OBJECT : named.object(1);
        if (type == null || fields == null) {
            throw new Refusal(ErrorCode.MALFORMED, "The argument of an event must be an object");
        }
        var command = JSON.createObjectBuilder(fields).add("type", type);
        if (ack.isWanted() && !(fields.get("ref") instanceof JsonString)) {
            command.add("ref", Secrets.unguessable());
        }
        return command.build();
    }

    @Override
    void translate(EventPacket outgoing, List<Packet> packets) {
        Event event = outgoing.event();
        Duration delay = event instanceof Event.Reply reply ? queue.retryDelayAfter(reply, System.nanoTime()) : null;
        if (delay != null) {
            socket().engine().later(delay, () -> inTurn(this::retry));
            return;
        }
        boolean moved = updateTracker(event);
        List<AckCallback> acks = event instanceof Event.Reply reply ? acksFor(reply) : List.of();
        if (!acks.isEmpty()) {
            if (moved) {
                // before the reply, so that a client with the reply can be recovered
                packets.add(offsetEvent());
            }
            acks.forEach(ack -> packets.add(ackOf(outgoing, ack)));
        } else if (event instanceof Logged logged && tracker().isOnly(logged.room())) {
            packets.add(outgoing.packet());
        } else {
            packets.add(moved ? outgoing.with(tracker().offset()) : outgoing.packet());
        }
    }

    /** Tracks the client's positions. Returns whether its offset has changed. */
    private boolean updateTracker(Event event) {
        if (event instanceof Logged logged) {
            tracker().moveTo(logged.room(), logged.position());
        } else if (event instanceof Event.Joined joined) {
            tracker().moveTo(joined.room(), joined.position());
        } else if (event instanceof Event.Reset reset) {
            tracker().moveTo(reset.room(), reset.position());
        } else if (event instanceof Event.Ack ack && ack.offset() == null && ack.room() != null) {
            tracker().leave(ack.room());
        } else if (event instanceof Event.RoomRemoved removed) {
            tracker().leave(removed.room());
        } else {
            return event instanceof Event.Welcome && pid() != null;
        }
        return true;
    }

    private List<AckCallback> acksFor(Event.Reply reply) {
        PendingCommand pending = queue.complete(reply);
        if (pending != null) {
            inTurn(this::advance);
            return pending.acks();
        }
        AckCallback ack = ackFor(reply);
        return ack == null ? List.of() : List.of(ack);
    }

    /** Null if no acknowledgement is expected. */
    private AckCallback ackFor(Event.Reply reply) {
        Queue<AckCallback> waiting = reply.ref() == null ? null : awaited.get(reply.ref());
        AckCallback ack = waiting == null ? null : waiting.poll();
        if (ack != null) {
            awaitedCount.decrementAndGet();
            awaited.computeIfPresent(reply.ref(), (ref, others) -> others.isEmpty() ? null : others);
        }
        return ack;
    }
}

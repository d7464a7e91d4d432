package chat.parley.socketio.chat;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Write;
import chat.parley.socketio.AckCallback;
import java.util.ArrayList;
import java.util.List;

/**
 * A command in a socket's {@link CommandQueue}, with the acknowledgements that wait for it. Guarded by the queue.
 *
 * <p>A client that retries sends the same command again with a new acknowledgement id, so there may be several.
 * The oldest ones have timed out by then.
 */
final class PendingCommand {
    private static final int MAX_ACKS = 8;
    /** Estimated memory of a command beside its text. */
    private static final int OVERHEAD = 200;

    private final Command command;
    private final String text;
    private final boolean retried;
    private final String epoch;
    private final List<AckCallback> acks = new ArrayList<>(1);
    private long requestedAt;

    private PendingCommand(Command command, String epoch, String text, boolean retried, AckCallback ack, long nanos) {
        this.command = command;
        this.epoch = epoch;
        this.text = text;
        this.retried = retried;
        this.acks.add(ack);
        this.requestedAt = nanos;
    }

    /**
     * A command that is retried until it succeeds.
     *
     * @param epoch of the log that the client has seen of the command's room; null if that is not known
     * @param text the command as the client sent it
     */
    static PendingCommand retried(Command command, String epoch, String text, AckCallback ack, long nanos) {
        return new PendingCommand(command, epoch, text, true, ack, nanos);
    }

    /** A command that only waits for its turn and gets its reply as usual. */
    static PendingCommand once(Command command, String text) {
        return new PendingCommand(command, null, text, false, AckCallback.NONE, 0);
    }

    Command command() {
        return command;
    }

    /**
     * What the session executes. Retried writes need no join, because a client resends them before it can join again.
     * They are for the room that the client knew when it sent them.
     */
    Command forSession() {
        return retried && command instanceof Write write ? new Command.WriteAnywhere(write, epoch) : command;
    }

    boolean isRetried() {
        return retried;
    }

    boolean isWrite() {
        return command instanceof Write;
    }

    /** Time of the latest request from the client, as {@link System#nanoTime}. */
    long requestedAt() {
        return requestedAt;
    }

    int weight() {
        return OVERHEAD + text.length();
    }

    List<AckCallback> acks() {
        return List.copyOf(acks);
    }

    boolean isSameAs(PendingCommand other) {
        return retried && other.retried && text.equals(other.text);
    }

    /** Merges a repeated request from the client. */
    void merge(PendingCommand again) {
        if (acks.size() == MAX_ACKS) {
            acks.remove(0);
        }
        acks.addAll(again.acks);
        requestedAt = again.requestedAt;
    }

    /** Whether the reply belongs to this command, and not to another one with the same ref. */
    boolean isAnsweredBy(Event.Reply reply) {
        if (!command.ref().equals(reply.ref())) {
            return false;
        }
        boolean stored = reply instanceof Event.Ack ack && ack.offset() != null;
        boolean done =
                command instanceof Command.Join ? reply instanceof Event.Joined : reply instanceof Event.Ack && !stored;
        return reply instanceof Event.Failure || (isWrite() ? stored : done);
    }
}

package chat.parley.socketio.chat;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * The commands of one socket that must not be lost, in order. The first one is under way. While the server cannot
 * execute it, it stays, and the others wait behind it. Limited in number and size. Safe for many threads.
 */
final class CommandQueue {
    /** How long a command is retried after the client's latest request. After that, the client gets the error. */
    static final Duration RETRY_TIME = Duration.ofSeconds(30);

    private static final int MAX_COMMANDS = 256;
    private static final int MAX_CHARS = 256 * 1024;
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
    private static final Set<ErrorCode> TEMPORARY =
            EnumSet.of(ErrorCode.RATE_LIMITED, ErrorCode.BUSY, ErrorCode.UNAVAILABLE, ErrorCode.SERVER);

    private final Deque<PendingCommand> waiting = new ArrayDeque<>(0);
    private int chars;
    private PendingCommand underWay;
    private boolean refused;

    /**
     * Adds a command. If the same one is already waiting, only adds its acknowledgement.
     *
     * @throws Refusal if too many commands are waiting
     */
    synchronized void add(PendingCommand pending) {
        PendingCommand duplicate = duplicateOf(pending);
        if (duplicate != null) {
            duplicate.merge(pending);
            return;
        }
        if (waiting.size() >= MAX_COMMANDS || !waiting.isEmpty() && chars + pending.weight() > MAX_CHARS) {
            throw new Refusal(ErrorCode.BUSY, "Too many unacknowledged commands; retry in 1 s", DEFAULT_DELAY);
        }
        waiting.add(pending);
        chars += pending.weight();
    }

    /**
     * Finds the same command in the queue. Without a ref, only the newest one can be a repetition: once another
     * command follows, an equal command is a new request.
     */
    private PendingCommand duplicateOf(PendingCommand pending) {
        if (!pending.isWrite()) {
            PendingCommand last = waiting.isEmpty() ? underWay : waiting.getLast();
            return last != null && last.isSameAs(pending) ? last : null;
        }
        if (underWay != null && underWay.isSameAs(pending)) {
            return underWay;
        }
        return waiting.stream()
                .filter(other -> other.isSameAs(pending))
                .findFirst()
                .orElse(null);
    }

    /** Whether a write that is not retried must queue so as not to overtake another one. */
    synchronized boolean mustQueueWrites() {
        return !waiting.isEmpty() || underWay != null && (refused || underWay.isWrite());
    }

    /** Removes the next command to run; null if there is none or one is under way. */
    synchronized PendingCommand next() {
        if (underWay != null || waiting.isEmpty()) {
            return null;
        }
        PendingCommand next = waiting.remove();
        chars -= next.weight();
        if (next.isRetried()) {
            underWay = next;
        }
        return next;
    }

    /** The command to retry; null if there is none. */
    synchronized PendingCommand underWay() {
        return underWay;
    }

    /** The delay before the command under way is retried; null if this reply does not call for a retry. */
    synchronized Duration retryDelayAfter(Event.Reply reply, long nanos) {
        if (underWay == null || !(reply instanceof Event.Failure failure) || !underWay.isAnsweredBy(reply)) {
            return null;
        }
        boolean beforeHello = underWay.isWrite() && failure.code() == ErrorCode.HELLO_FIRST;
        if (!beforeHello && !TEMPORARY.contains(failure.code())
                || nanos - underWay.requestedAt() > RETRY_TIME.toNanos()) {
            return null;
        }
        refused = true;
        return failure.retryAfter() == null ? DEFAULT_DELAY : Duration.ofMillis(failure.retryAfter());
    }

    /** Completes the command that this reply belongs to; null if there is none. */
    synchronized PendingCommand complete(Event.Reply reply) {
        PendingCommand done = underWay;
        if (done == null || !done.isAnsweredBy(reply)) {
            return null;
        }
        underWay = null;
        refused = false;
        return done;
    }
}

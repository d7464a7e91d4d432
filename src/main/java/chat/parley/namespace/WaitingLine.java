package chat.parley.namespace;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * The commands of one socket that must not be lost, in the order in which they came. The first one is under way; while the
 * server cannot take it, it stays, and the others wait behind it. Bounded, in number and in size. Safe for many threads.
 */
final class WaitingLine {
    /** How long a command is repeated after its client asked for it last; then the client gets the refusal. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST = 256;
    private static final int MOST_CHARS = 256 * 1024;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final Set<ErrorCode> PASSING =
            EnumSet.of(ErrorCode.RATE_LIMITED, ErrorCode.BUSY, ErrorCode.UNAVAILABLE, ErrorCode.SERVER);

    private final Deque<Held> waiting = new ArrayDeque<>(0);
    private int chars;
    private Held underWay;
    private boolean refused;

    /**
     * Takes a command that is sure. The same one again only adds its acknowledgement.
     *
     * @throws Refusal when too much waits
     */
    synchronized void add(Held held) {
        Held same = same(held);
        if (same != null) {
            same.join(held);
            return;
        }
        if (waiting.size() >= MOST || !waiting.isEmpty() && chars + held.weight() > MOST_CHARS) {
            throw new Refusal(ErrorCode.BUSY, "Too many commands wait; wait for their acknowledgements", USUAL_PAUSE);
        }
        waiting.add(held);
        chars += held.weight();
    }

    /** Without a ref, only the newest command can be a repetition: after others, the same words ask for it anew. */
    private Held same(Held held) {
        if (!held.isWrite()) {
            Held last = waiting.isEmpty() ? underWay : waiting.getLast();
            return last != null && last.isSameAs(held) ? last : null;
        }
        if (underWay != null && underWay.isSameAs(held)) {
            return underWay;
        }
        return waiting.stream().filter(other -> other.isSameAs(held)).findFirst().orElse(null);
    }

    /** Whether a write that is not sure itself has to wait, so that it does not overtake one. */
    synchronized boolean isInTheWay() {
        return !waiting.isEmpty() || underWay != null && (refused || underWay.isWrite());
    }

    /** The command whose turn it is; null while there is none. */
    synchronized Held next() {
        if (underWay != null || waiting.isEmpty()) {
            return null;
        }
        Held next = waiting.remove();
        chars -= next.weight();
        if (next.isSure()) {
            underWay = next;
        }
        return next;
    }

    /** The one to repeat. */
    synchronized Held underWay() {
        return underWay;
    }

    /** The pause before the command under way is repeated, if this reply calls for it; else null. */
    synchronized Duration pauseAfter(Event.Reply reply, long nanos) {
        if (underWay == null || !(reply instanceof Event.Failure failure) || !underWay.isAnsweredBy(reply)) {
            return null;
        }
        boolean early = underWay.isWrite() && failure.code() == ErrorCode.HELLO_FIRST;
        if (!early && !PASSING.contains(failure.code()) || nanos - underWay.askedAt() > PATIENCE.toNanos()) {
            return null;
        }
        refused = true;
        return failure.retryAfter() == null ? USUAL_PAUSE : Duration.ofMillis(failure.retryAfter());
    }

    /** The command that this reply ends, or null. */
    synchronized Held end(Event.Reply reply) {
        Held done = underWay;
        if (done == null || !done.isAnsweredBy(reply)) {
            return null;
        }
        underWay = null;
        refused = false;
        return done;
    }
}

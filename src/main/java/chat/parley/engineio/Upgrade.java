package chat.parley.engineio;

import java.time.Duration;

/** A WebSocket that wants to take over from polling, one at a time. For the session's turns. */
final class Upgrade {
    /** How long a poll that comes meanwhile is held: it may have overtaken the client's word that there will be no more of them. */
    static final Duration HOLD = Duration.ofMillis(100);

    private final Polling polling;
    private final long patience;
    private SocketLink candidate;
    private long since;
    private boolean probed;

    Upgrade(Polling polling, Duration patience) {
        this.polling = polling;
        this.patience = patience.toNanos();
    }

    /** False when there is another one already. */
    boolean begin(SocketLink link) {
        if (candidate != null) {
            return false;
        }
        candidate = link;
        since = System.nanoTime();
        return true;
    }

    void probed(SocketLink link) {
        if (candidate == link) {
            probed = true;
            link.answerProbe();
            release();
        }
    }

    /** Whether polls are to be held for a moment. */
    boolean holds() {
        return probed && polling.isReady();
    }

    /** The client will not use the WebSocket before its poll has been answered. */
    void release() {
        if (probed) {
            polling.answer(Packet.of(Packet.NOOP));
        }
    }

    /** The WebSocket takes over. False when it is not the one. */
    boolean complete(SocketLink link) {
        if (candidate != link || !probed) {
            return false;
        }
        candidate = null;
        probed = false;
        Poll late = polling.unpark();
        if (late != null) {
            late.refuse(Problem.BAD_REQUEST);
        }
        return true;
    }

    /** It does not take over. */
    void cancel(SocketLink link) {
        if (candidate == link && link != null) {
            release();
            candidate = null;
            probed = false;
            link.end(null);
        }
    }

    void check(long now) {
        if (candidate != null && now - since > patience) {
            cancel(candidate);
        }
    }

    void end() {
        cancel(candidate);
    }
}

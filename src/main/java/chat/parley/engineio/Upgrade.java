package chat.parley.engineio;

import java.time.Duration;

/** The upgrade from polling to a WebSocket, one candidate at a time. Confined to the session's turns. */
final class Upgrade {
    /**
     * How long a poll that arrives during the upgrade is held: it may have overtaken the client's {@code upgrade}
     * packet.
     */
    static final Duration HOLD = Duration.ofMillis(100);

    /** A WebSocket that may become the session's transport. */
    interface Candidate extends Transport {
        void answerProbe();
    }

    private final PollingTransport polling;
    private final long timeout;
    private Candidate candidate;
    private long startedAt;
    private boolean probed;

    Upgrade(PollingTransport polling, Duration timeout) {
        this.polling = polling;
        this.timeout = timeout.toNanos();
    }

    /** Starts an upgrade; returns false if another one is in progress. */
    boolean begin(Candidate webSocket) {
        if (candidate != null) {
            return false;
        }
        candidate = webSocket;
        startedAt = System.nanoTime();
        return true;
    }

    void probed(Candidate webSocket) {
        if (candidate == webSocket) {
            probed = true;
            webSocket.answerProbe();
            releasePoll();
        }
    }

    /** Whether a pending poll is held because the upgrade is about to complete. */
    boolean isHoldingPoll() {
        return probed && polling.isReady();
    }

    /** Answers the pending poll. The client does not use the WebSocket before that. */
    void releasePoll() {
        if (probed) {
            polling.answer(Packet.of(Packet.NOOP));
        }
    }

    /** Completes the upgrade; returns false if this WebSocket is not the probed candidate. */
    boolean complete(Candidate webSocket) {
        if (candidate != webSocket || !probed) {
            return false;
        }
        candidate = null;
        probed = false;
        AsyncResponse late = polling.unpark();
        if (late != null) {
            late.refuse(EngineError.BAD_REQUEST);
        }
        return true;
    }

    /** Abandons the upgrade to this WebSocket and closes it. */
    void cancel(Candidate webSocket) {
        if (candidate == webSocket && webSocket != null) {
            releasePoll();
            candidate = null;
            probed = false;
            webSocket.end(null);
        }
    }

    void check(long now) {
        if (candidate != null && now - startedAt > timeout) {
            cancel(candidate);
        }
    }

    void end() {
        cancel(candidate);
    }
}

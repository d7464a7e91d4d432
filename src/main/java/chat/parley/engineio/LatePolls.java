package chat.parley.engineio;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Last polls of ended sessions: they were already on their way when the client closed. Safe for many threads. */
final class LatePolls {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EngineTimer timer;
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    LatePolls(EngineTimer timer) {
        this.timer = timer;
    }

    /** Expects a poll of this session in the next few seconds. */
    void expect(String sid) {
        expected.add(sid);
        timer.later(TIMEOUT, () -> expected.remove(sid));
    }

    boolean isExpected(String sid) {
        return expected.contains(sid);
    }

    /** Answers a poll for an ended session. */
    void answer(String sid, AsyncResponse poll) {
        if (expected.remove(sid)) {
            poll.answer(Packet.of(Packet.NOOP).text());
        } else {
            poll.refuse(EngineError.SESSION_UNKNOWN);
        }
    }
}

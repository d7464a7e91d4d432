package chat.parley.room;

import java.util.LinkedHashMap;
import java.util.Map;

/** How much each member may ask for outside of sessions. Those who have asked most recently are known; whoever is forgotten has not asked for long. Safe for many threads. */
final class RateLimits {
    private static final int KNOWN = 10_000;
    private static final float LOAD = 0.75f;

    private final Limits limits;
    private final Map<String, RateLimit> byMember = new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
            return size() > KNOWN;
        }
    };

    RateLimits(Limits limits) {
        this.limits = limits;
    }

    /** @throws chat.parley.event.Refusal where the member has to wait */
    synchronized void spend(String member, long nanos) {
        byMember.computeIfAbsent(member, unknown -> new RateLimit(limits.rate(), limits.burst(), nanos)).spend(nanos);
    }
}

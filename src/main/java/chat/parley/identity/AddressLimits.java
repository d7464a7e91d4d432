package chat.parley.identity;

import chat.parley.event.Refusal;
import chat.parley.metrics.Counts;
import chat.parley.metrics.Metrics;
import java.util.function.LongSupplier;

/** The rate limits per client address, across all doors. Thread-safe. */
public final class AddressLimits {
    private final RateLimits limits;
    private final LongSupplier nanos;
    private final Counts<Cost> refused = new Counts<>(Cost.class);

    /** Kinds of requests, by their cost in tokens. */
    public enum Cost {
        REQUEST(1),
        /** A new connection of any kind. */
        CONNECTION(4),
        SEARCH(10),
        /** A new private or direct room: the server keeps it in memory, for good. */
        ROOM(500);

        private final int tokens;

        Cost(int tokens) {
            this.tokens = tokens;
        }
    }

    /** @param nanos elapsed time in nanoseconds, like {@link System#nanoTime} */
    public AddressLimits(RateLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /**
     * Takes the tokens for a request.
     *
     * @param network see {@link Caller#network}; null if unknown, and then there is no limit
     * @throws chat.parley.event.Refusal if the address exceeds its limit, with the time to wait
     */
    public void spend(String network, Cost cost) {
        if (network != null) {
            try {
                limits.spend(network, cost.tokens, nanos.getAsLong());
            } catch (Refusal refusal) {
                refused.count(cost);
                throw refusal;
            }
        }
    }

    public void measure(Metrics metrics) {
        metrics.counter("parley_address_limited", "Requests over the rate limit of an address", "request", refused);
    }
}

package chat.parley.identity;

import java.util.function.LongSupplier;

/** How much each client address may ask for, at all doors together. Safe for many threads. */
public final class AddressLimits {
    private final RateLimits limits;
    private final LongSupplier nanos;

    /** What is asked for, by what it costs the server. */
    public enum Cost {
        REQUEST(1),
        /** A new connection of any kind. */
        CONNECTION(4),
        SEARCH(10);

        private final int tokens;

        Cost(int tokens) {
            this.tokens = tokens;
        }
    }

    /** @param nanos elapsed time, as {@link System#nanoTime} */
    public AddressLimits(RateLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /**
     * @param network as {@link Caller#network} gives it; null where it is not known, and then nothing is limited
     * @throws chat.parley.event.Refusal where the address has to wait; it says how long
     */
    public void spend(String network, Cost cost) {
        if (network != null) {
            limits.spend(network, cost.tokens, nanos.getAsLong());
        }
    }
}

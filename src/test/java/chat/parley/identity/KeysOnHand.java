package chat.parley.identity;

import chat.parley.client.WaitLimit;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lanes;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Waits for keys that are read in the background. */
final class KeysOnHand {
    private KeysOnHand() {}

    /** Keys that have been read once. The clock stands still. */
    static TokenKeys read(KeySource source, Lanes lanes) {
        return read(source, lanes, new AtomicLong()::get);
    }

    static TokenKeys read(KeySource source, Lanes lanes, LongSupplier nanos) {
        TokenKeys keys = new TokenKeys(source, lanes.of("keys"), nanos);
        keys.start();
        await(() -> keys.select(new JWKSelector(new JWKMatcher.Builder().build())));
        return keys;
    }

    /** Repeats the action while it fails with {@code unavailable}. Returns its failure; null if it succeeds. */
    static ErrorCode await(Runnable action) {
        long end = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (System.nanoTime() < end) {
            try {
                action.run();
                return null;
            } catch (Refusal e) {
                if (e.code() != ErrorCode.UNAVAILABLE) {
                    return e.code();
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the keys are still unavailable");
    }
}

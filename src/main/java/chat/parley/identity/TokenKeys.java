package chat.parley.identity;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The keys that verify tokens: a JSON Web Key Set (RFC 7517) in memory, read again in the background. If reading fails,
 * the keys stay as they are. Thread-safe; only the lane blocks.
 */
public final class TokenKeys {
    private static final System.Logger LOG = System.getLogger(TokenKeys.class.getName());
    /** Minimum time between the reads for unknown keys: anybody can make up key ids. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_SECRET_BITS = 256;

    private final KeySource source;
    private final Lane lane;
    private final LongSupplier nanos;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile JWKSet keys = new JWKSet();
    private volatile boolean everRead;
    private volatile long readAt;
    private boolean failing;

    /**
     * @param lane reads the source; must be used for nothing else
     * @param nanos elapsed time in nanoseconds, like {@link System#nanoTime}
     */
    public TokenKeys(KeySource source, Lane lane, LongSupplier nanos) {
        this.source = source;
        this.lane = lane;
        this.nanos = nanos;
        this.readAt = nanos.getAsLong();
    }

    /** Begins to read the keys. */
    public void start() {
        reading.set(true);
        lane.execute(() -> lane.every(source.interval(), this::read));
    }

    /**
     * Parses a key set. Ignores keys that are too short or of a type that Parley does not use.
     *
     * @throws IOException if no key is left; the message contains no keys
     */
    public static JWKSet parse(String json) throws IOException {
        try {
            List<JWK> usable = JWKSet.parse(json).getKeys().stream()
                    .filter(TokenKeys::isUsable)
                    .toList();
            if (!usable.isEmpty()) {
                return new JWKSet(usable);
            }
        } catch (ParseException | RuntimeException e) {
            throw new IOException("not a JSON Web Key Set"); // the cause may quote a key
        }
        throw new IOException("no RSA key of 2048 bits, P-256 key or secret of 256 bits in the JSON Web Key Set");
    }

    private static boolean isUsable(JWK key) {
        return key instanceof RSAKey && key.size() >= LEAST_RSA_BITS
                || key instanceof ECKey curve && Curve.P_256.equals(curve.getCurve())
                || key instanceof OctetSequenceKey && key.size() >= LEAST_SECRET_BITS;
    }

    /** @throws Refusal {@link ErrorCode#UNAVAILABLE} while there are no keys, or perhaps newer ones */
    List<JWK> select(JWKSelector selector) {
        JWKSet known = keys;
        Set<String> ids = selector.getMatcher().getKeyIDs();
        boolean isKnown =
                everRead && (ids == null || ids.stream().allMatch(id -> id == null || known.getKeyByKeyId(id) != null));
        if (!isKnown && (readSoon() || !everRead)) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "Reading the keys that verify tokens; retry in 1 s", RETRY_DELAY);
        }
        return selector.select(keys);
    }

    /** Reads the keys unless that has just been done. Returns whether it is going on. */
    private boolean readSoon() {
        if (nanos.getAsLong() - readAt < PAUSE.toNanos()) {
            return reading.get();
        }
        if (reading.compareAndSet(false, true)) {
            lane.execute(this::read);
        }
        return true;
    }

    private void read() {
        reading.set(true);
        readAt = nanos.getAsLong();
        try {
            keys = parse(source.read());
            everRead = true;
            if (failing) {
                LOG.log(Level.INFO, "The keys of tokens can be read again");
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "Cannot read the keys of tokens (token-keys): " + e);
            }
            failing = true;
        } finally {
            reading.set(false); // last: whoever sees it also sees the new keys
        }
    }
}

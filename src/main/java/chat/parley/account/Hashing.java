package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id (RFC 9106), with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
 * Takes some 50 ms of one core each, so it runs on a lane of its own, with a bounded queue. Thread-safe; never blocks.
 */
final class Hashing {
    static final int QUEUE = 50;
    /** Most that wait for one address or person. */
    static final int SHARE = 20;

    private static final int KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);
    private static final SecureRandom RANDOM = new SecureRandom();
    /** What is checked if there is no account, so that an answer takes the same time: the hash of a random text. */
    private static final String NOBODY = "$argon2id$v=19$m=" + KIB + ",t=" + PASSES + ",p=" + LANES
            + "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Lane lane;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Integer> waitingFor = new ConcurrentHashMap<>();

    /** @param lane computes, and does nothing else */
    Hashing(Lane lane) {
        this.lane = lane;
    }

    /**
     * The hash, with a new salt and the parameters. Fails with {@link Refusal} if too many wait.
     *
     * @param who has a share of the queue; null for no limit
     */
    CompletionStage<String> hash(String password, String who) {
        return compute(who, () -> {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return Argon2Function.getInstance(KIB, PASSES, LANES, HASH_BYTES, Argon2.ID)
                    .hash(password.getBytes(StandardCharsets.UTF_8), salt)
                    .getResult();
        });
    }

    /**
     * Whether the hash is the password's. Fails with {@link Refusal} if too many wait.
     *
     * @param hash null to find out nothing in the same time
     * @param who has a share of the queue; null for no limit
     */
    CompletionStage<Boolean> matches(String password, String hash, String who) {
        String expected = hash == null ? NOBODY : hash;
        return compute(
                who,
                () -> Argon2Function.getInstanceFromHash(expected)
                                .check(
                                        password.getBytes(StandardCharsets.UTF_8),
                                        expected.getBytes(StandardCharsets.US_ASCII))
                        && hash != null);
    }

    /** Other short computations that a flood must not bring to all cores. Fails with {@link Refusal} if too many wait. */
    <T> CompletionStage<T> compute(String who, Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!enter(who)) {
            answer.completeExceptionally(
                    new Refusal(ErrorCode.BUSY, "Too many people are signing in; retry in 3 s", RETRY_AFTER));
            return answer;
        }
        lane.execute(() -> {
            try {
                T result = work.get();
                exit(who);
                answer.complete(result);
            } catch (RuntimeException | Error e) { // the caller must get a reply whatever happens
                exit(who);
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Takes a place in the queue; false if there is none. */
    private boolean enter(String who) {
        boolean mayWait = who == null || waitingFor.merge(who, 1, Integer::sum) <= SHARE;
        boolean hasPlace = waiting.incrementAndGet() <= QUEUE;
        if (!mayWait || !hasPlace) {
            exit(who);
        }
        return mayWait && hasPlace;
    }

    private void exit(String who) {
        waiting.decrementAndGet();
        if (who != null) {
            waitingFor.computeIfPresent(who, (same, count) -> count > 1 ? count - 1 : null);
        }
    }
}

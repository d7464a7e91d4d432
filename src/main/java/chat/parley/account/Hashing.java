package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id (RFC 9106), with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
 * Takes some 50 ms of one core each, so it runs on a lane of its own, with a bounded queue. Thread-safe; never blocks.
 */
final class Hashing {
    static final int QUEUE = 50;
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

    /** @param lane computes, and does nothing else */
    Hashing(Lane lane) {
        this.lane = lane;
    }

    /** The hash, with a new salt and the parameters. Fails with {@link Refusal} if too many wait. */
    CompletionStage<String> hash(String password) {
        return compute(() -> {
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
     */
    CompletionStage<Boolean> matches(String password, String hash) {
        String expected = hash == null ? NOBODY : hash;
        return compute(() -> Argon2Function.getInstanceFromHash(expected)
                        .check(password.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.US_ASCII))
                && hash != null);
    }

    private <T> CompletionStage<T> compute(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (waiting.incrementAndGet() > QUEUE) {
            waiting.decrementAndGet();
            answer.completeExceptionally(
                    new Refusal(ErrorCode.BUSY, "Too many people are signing in; retry in 3 s", RETRY_AFTER));
            return answer;
        }
        lane.execute(() -> {
            try {
                T result = work.get();
                waiting.decrementAndGet();
                answer.complete(result);
            } catch (RuntimeException | Error e) { // the caller must get a reply whatever happens
                waiting.decrementAndGet();
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}

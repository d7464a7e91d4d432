package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.AccountMembers;
import chat.parley.identity.Secrets;
import chat.parley.store.ChangeLane;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The challenges that passkeys sign. The server keeps none: a cookie of the browser that began has the secret that a
 * challenge is derived from, with an HMAC, so a flood displaces nobody's and any server of the store can go on. Only
 * answers that were accepted are stored, until their challenge expires, so that none counts twice. Thread-safe.
 */
public final class Challenges {
    /** The cookie's name. */
    public static final String COOKIE = "parley-passkey";

    /** Time to answer. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);
    /** Most that an account may answer in that time. */
    static final int MOST = 50;

    private static final int PARTS = 3;

    private final AccountMembers members;
    private final Clock clock;

    /** A challenge that waits for its answer. */
    record Challenge(String secret, Instant expires) {
        /** In base64url. */
        String text() {
            return Secrets.sha256("challenge " + secret);
        }

        /** The id of the account that begins with the answer, if any does. */
        String newAccount() {
            return Secrets.digestOf("account " + secret);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return text();
        }
    }

    Challenges(AccountMembers members, Clock clock) {
        this.members = members;
        this.clock = clock;
    }

    Challenge begin() {
        return new Challenge(
                Secrets.unguessable() + Secrets.unguessable(), clock.instant().plus(LIFETIME));
    }

    /** The cookie's value. @param purpose what the answer will do */
    String saved(Challenge challenge, String purpose) {
        long expires = challenge.expires().toEpochMilli();
        return challenge.secret() + "." + expires + "." + members.challengeProof(purpose, challenge.secret(), expires);
    }

    /** The challenge of this purpose that the browser has. @throws Refusal if there is none */
    Challenge find(List<String> cookies, String purpose) {
        return cookies.stream()
                .map(cookie -> parse(cookie, purpose))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(Challenges::stale);
    }

    private Challenge parse(String cookie, String purpose) {
        String[] parts = cookie.split("\\.", PARTS);
        try {
            Challenge found = new Challenge(parts[0], Instant.ofEpochMilli(Long.parseLong(parts[1])));
            boolean isOurs = MessageDigest.isEqual(
                    saved(found, purpose).getBytes(StandardCharsets.UTF_8), cookie.getBytes(StandardCharsets.UTF_8));
            return isOurs && clock.instant().isBefore(found.expires()) ? found : null;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Refusal stale() {
        return new Refusal(
                ErrorCode.CONFLICT,
                "This took longer than 5 minutes, was finished before, or began in another browser; try again");
    }

    /**
     * Answers the challenge, once: the change is refused if it has been answered before, also by another server.
     *
     * @param outcome the id of what the answer leads to
     * @param change what it does; a transaction in doubt is not repeated if it had succeeded
     */
    ChangeLane.Step answering(Challenge challenge, String account, String outcome, ChangeLane.Step change) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                PasskeyRows.forget(connection, clock.instant().minus(LIFETIME)); // clocks of servers may differ
                String first = PasskeyRows.outcome(connection, challenge.text());
                if (first != null) {
                    if (!first.equals(outcome)) {
                        throw stale();
                    }
                    return;
                }
                if (PasskeyRows.answeredBy(connection, account) >= MOST) {
                    throw new Refusal(
                            ErrorCode.RATE_LIMITED, "Too many sign-ins with passkeys; retry in 5 minutes", LIFETIME);
                }
                if (!PasskeyRows.answer(connection, challenge.text(), account, outcome, challenge.expires())) {
                    throw stale(); // by another server just now
                }
                change.store(connection);
            }

            @Override
            public void apply() {
                change.apply();
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return change.notices();
            }
        };
    }
}

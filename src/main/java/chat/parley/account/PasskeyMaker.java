package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.Secrets;
import chat.parley.store.ChangeLane;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Makes passkeys, for new accounts and for those that exist. Thread-safe; never blocks. */
final class PasskeyMaker {
    /** Most passkeys of an account. */
    static final int MOST = 20;

    private static final System.Logger LOG = System.getLogger(PasskeyMaker.class.getName());

    private final Challenges challenges;
    private final Hashing hashing;
    private final Clock clock;

    /**
     * A passkey that can be stored.
     *
     * @param adding stores it; refused if the challenge was answered before
     */
    record Made(Passkey passkey, ChangeLane.Step adding) {}

    PasskeyMaker(Challenges challenges, Hashing hashing, Clock clock) {
        this.challenges = challenges;
        this.hashing = hashing;
        this.clock = clock;
    }

    /**
     * Begins to make a passkey.
     *
     * @param account null for one that begins with it
     * @param known the account's passkeys, which the authenticator must not replace
     */
    PasskeyOffer begin(String purpose, String account, String name, List<Passkey> known) {
        Challenges.Challenge challenge = challenges.begin();
        return new PasskeyOffer(
                challenge.text(),
                challenges.saved(challenge, purpose),
                handle(account == null ? challenge.newAccount() : account),
                name,
                known);
    }

    /** How authenticators know the account, in base64url. */
    static String handle(String account) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(account.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Verifies what the browser made. Fails with {@link Refusal}.
     *
     * @param account null for one that begins with it
     * @param name of the passkey; null for a usual one
     * @param replacesAll whether the account's other passkeys go
     * @throws Refusal if the browser has no such challenge, or something is missing
     */
    CompletionStage<Made> make(
            PasskeyAnswer.Registration given,
            PasskeyAnswer answer,
            String purpose,
            String account,
            String name,
            boolean replacesAll) {
        Challenges.Challenge challenge = challenges.find(answer.cookies(), purpose);
        String called = name == null || name.isBlank() ? "Passkey" : AccountName.valid(name);
        String owner = account == null ? challenge.newAccount() : account;
        return hashing.compute(answer.browser().network(), () -> {
            WebAuthn.Credential made = verified(given, answer.host(), challenge);
            Passkey passkey = new Passkey(
                    Secrets.unguessable(),
                    owner,
                    made.id(),
                    made.publicKey(),
                    answer.host().name(),
                    called,
                    made.counter(),
                    clock.instant(),
                    null);
            return new Made(
                    passkey, challenges.answering(challenge, owner, passkey.id(), adding(passkey, replacesAll)));
        });
    }

    private static WebAuthn.Credential verified(
            PasskeyAnswer.Registration given, PasskeyHost host, Challenges.Challenge challenge) {
        try {
            return WebAuthn.register(given, host, challenge.text());
        } catch (WebAuthn.Unproven e) {
            LOG.log(Level.INFO, "A new passkey was refused: {0}", e.getMessage());
            throw new Refusal(ErrorCode.INVALID, "The passkey could not be verified; try again");
        }
    }

    private static ChangeLane.Step adding(Passkey passkey, boolean replacesAll) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                PasskeyRows.lock(connection, passkey.account());
                if (replacesAll) {
                    PasskeyRows.deleteOf(connection, passkey.account());
                }
                if (PasskeyRows.of(connection, passkey.account()).size() >= MOST) {
                    throw tooMany();
                }
                if (!PasskeyRows.insert(connection, passkey)) {
                    throw new Refusal(ErrorCode.CONFLICT, "This passkey is already in use here");
                }
            }

            @Override
            public void apply() {}
        };
    }

    static Refusal tooMany() {
        return new Refusal(ErrorCode.CONFLICT, "An account has at most " + MOST + " passkeys; remove one first");
    }
}

package chat.parley.account;

import java.time.Duration;
import java.time.Instant;

/**
 * A link that works once. Whoever has it can choose a password.
 *
 * @param id public; differs from the secret in the link
 * @param account id of the account that gets the password; null unless the kind is {@link Kind#RESET}
 * @param creator id of the owner's account; null if the server made it
 */
public record AccountLink(
        String id, String secretHash, Kind kind, String account, String creator, Instant created, Instant expires) {
    /** How long a link is valid unless its creator says otherwise. */
    public static final Duration VALIDITY = Duration.ofDays(7);

    /** What a link is for. */
    public enum Kind {
        /** To create the first account, which is an owner's. */
        SETUP,
        /** To create an account. */
        INVITE,
        /** To set a new password. */
        RESET
    }
}

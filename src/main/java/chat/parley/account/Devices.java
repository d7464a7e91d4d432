package chat.parley.account;

import chat.parley.identity.AccountMembers;
import chat.parley.identity.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;

/**
 * Recognizes browsers that have signed in to an account before, by a cookie. It lets nobody in, but others cannot slow
 * down the tries of its browser. Thread-safe.
 */
public final class Devices {
    /** The cookie's name. */
    public static final String COOKIE = "parley-device";

    public static final Duration LIFETIME = Duration.ofDays(365);
    private static final int PARTS = 3;

    private final AccountMembers members;

    Devices(AccountMembers members) {
        this.members = members;
    }

    /** The cookie for a browser that has signed in. */
    String remember(String account) {
        String device = Secrets.unguessable();
        return account + "." + device + "." + members.deviceProof(account, device);
    }

    /** The id of a browser that has signed in to the account before; null if it has not. @param cookies their values */
    String recognize(String account, List<String> cookies) {
        return cookies.stream()
                .map(cookie -> cookie.split("\\.", PARTS))
                .filter(parts -> parts.length == PARTS
                        && parts[0].equals(account)
                        && MessageDigest.isEqual(
                                parts[2].getBytes(StandardCharsets.UTF_8),
                                members.deviceProof(account, parts[1]).getBytes(StandardCharsets.UTF_8)))
                .map(parts -> parts[1])
                .findFirst()
                .orElse(null);
    }
}

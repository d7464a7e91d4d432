package chat.parley.identity;

import chat.parley.event.Member;

/** Maps Parley's own accounts to members of one store, and recognizes the browsers that they have used. Thread-safe. */
public final class AccountMembers {
    private final String secret;

    /** @param secret the store's secret, as for {@link Guests} */
    public AccountMembers(String secret) {
        this.secret = secret;
    }

    /** The member id of an account; never the same as that of a guest, a token or a user of a container. */
    public String idOf(String account) {
        return Member.signedInId(Secrets.keyedDigestOf(secret, "account " + account)); // only these begin so
    }

    /** Proves that a browser with this id has signed in to the account before. */
    public String deviceProof(String account, String device) {
        return Secrets.keyedDigestOf(secret, "device " + account + " " + device);
    }

    /** Proves that this server began a challenge for a passkey. @param expires in milliseconds since 1970 */
    public String challengeProof(String purpose, String challenge, long expires) {
        return Secrets.keyedDigestOf(secret, "passkey " + challenge + " " + expires + " " + purpose);
    }
}

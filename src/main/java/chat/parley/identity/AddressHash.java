package chat.parley.identity;

/** Turns addresses of guests into keyed hashes, so that the store and moderators never have the addresses. Thread-safe. */
public final class AddressHash {
    private final String secret;

    /** @param secret the store's, as for {@link Guests} */
    public AddressHash(String secret) {
        this.secret = secret;
    }

    /** @param network see {@link Caller#network}; null, if unknown, for null */
    public String of(String network) {
        return network == null ? null : Secrets.keyedDigestOf(secret, "address " + network);
    }
}

package chat.parley.identity;

import chat.parley.event.Member;

/** Maps guests, who have a name and perhaps a key but no account, to members of one store. Thread-safe. */
public final class Guests {
    /** The name of guests who have not told theirs. It is never taken. */
    public static final String NAMELESS = "Guest";

    private final String secret;

    /** @param secret the store's secret; without it, nobody can find the key for a member id by trial */
    public Guests(String secret) {
        this.secret = secret;
    }

    /**
     * The member for a guest. The same key always gives the same member id, also after a restart of the server; without
     * a key (null), every call returns a new member.
     *
     * @throws chat.parley.event.Refusal if the name is missing
     */
    public Member member(String name, String key) {
        return Member.named(key == null ? Secrets.unguessable() : idOf(plainIdOf(key)), "name", name);
    }

    /** Converts an id made without the store's secret. */
    public String idOf(String plainId) {
        return Secrets.keyedDigestOf(secret, plainId);
    }

    /** The id of a key before stores had secrets. */
    static String plainIdOf(String key) {
        return Secrets.digestOf("guest " + key);
    }
}

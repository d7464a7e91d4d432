package chat.parley.identity;

import chat.parley.event.Member;

/** Those who only give a name, as members of one store. Safe for many threads. */
public final class Guests {
    private final String secret;

    /** @param secret of the store: without it, nobody can find out by trying which key an id was made of */
    public Guests(String secret) {
        this.secret = secret;
    }

    /**
     * The member that a guest is. With a key, all sessions that know the key are the same member, now and after a restart of the server; without one
     * (null) every call is a new member.
     */
    public Member member(String name, String key) {
        return new Member(key == null ? Secrets.unguessable() : idOf(plainIdOf(key)), name);
    }

    /** The id that takes the place of one that was made without the secret. */
    public String idOf(String plainId) {
        return Secrets.keyedDigestOf(secret, plainId);
    }

    /** The id that a key had before stores had secrets. */
    static String plainIdOf(String key) {
        return Secrets.digestOf("guest " + key);
    }
}

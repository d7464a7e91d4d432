package chat.parley.identity;

import chat.parley.event.Member;

/** Somebody who only gave a name. */
public final class Guest {
    private Guest() {}

    /**
     * The member that a guest is. With a key, all sessions that know the key are the same member, now and after a restart of the server; without one
     * (null) every call is a new member.
     */
    public static Member of(String name, String key) {
        return new Member(key == null ? Secrets.unguessable() : Secrets.digestOf("guest " + key), name);
    }
}

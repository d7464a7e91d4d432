package chat.parley.account;

import chat.parley.event.Member;
import java.time.Instant;

/**
 * An account. Its member's id does not depend on its name.
 *
 * @param password the hash of the password; null if there is none, but passkeys
 * @param owner whether it may invite and manage others
 * @param active whether it can be used
 */
public record Account(String id, Member member, String password, boolean owner, boolean active, Instant created) {
    public String name() {
        return member.name();
    }

    boolean isActiveOwner() {
        return owner && active;
    }

    Account named(String name) {
        return new Account(id, new Member(member.id(), name), password, owner, active, created);
    }

    /** @param hash null for none */
    Account withPassword(String hash) {
        return new Account(id, member, hash, owner, active, created);
    }

    Account asOwner(boolean isOwner) {
        return new Account(id, member, password, isOwner, active, created);
    }

    Account activated(boolean isActive) {
        return new Account(id, member, password, owner, isActive, created);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return id;
    }
}

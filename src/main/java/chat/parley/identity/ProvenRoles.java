package chat.parley.identity;

import chat.parley.event.Role;
import chat.parley.event.ServerRoles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The roles on the server that sign-ins and tokens give, and those of the members who run it. Each request has the role
 * that its own proof gives. A newer proof of the same member takes away what an older one gave; this class remembers
 * the newest ones. It never adds to a role, so forgetting one does no harm beyond the validity of the older proof.
 * Thread-safe; never blocks.
 */
public final class ProvenRoles implements ServerRoles {
    private static final int MOST = 50_000;

    private final Predicate<String> owners;
    private final int most;
    /** By member, those that were proven last at the end. */
    private final Map<String, ServerRole> newest = new LinkedHashMap<>();

    /** @param owners whether the member with this id runs the server, whatever its sign-in says */
    public ProvenRoles(Predicate<String> owners) {
        this(owners, MOST);
    }

    ProvenRoles(Predicate<String> owners, int most) {
        this.owners = owners;
        this.most = most;
    }

    /** Remembers what somebody has proven, unless there is a newer proof. */
    public synchronized void learn(String member, ServerRole proven) {
        ServerRole before = newest.remove(member);
        newest.put(member, before != null && before.at().isAfter(proven.at()) ? before : proven);
        if (newest.size() > most) {
            newest.remove(newest.keySet().iterator().next());
        }
    }

    /** The role that a proof gives now. @param proof null if it says nothing about roles */
    Role of(String member, Supplier<ServerRole> proof) {
        ServerRole own = proof == null ? null : proof.get();
        Role given = own == null ? Role.MEMBER : own.role();
        ServerRole last = last(member);
        boolean outdated = last != null && (own == null || last.at().isAfter(own.at()));
        return outdated && given.outranks(last.role()) ? last.role() : given;
    }

    private synchronized ServerRole last(String member) {
        return newest.get(member);
    }

    /** For somebody else than who asks: what is known, so that moderators cannot act against owners. */
    @Override
    public Role of(String member, Role proven) {
        if (owners.test(member)) {
            return Role.OWNER;
        }
        if (proven != null) {
            return proven;
        }
        ServerRole last = last(member);
        return last == null ? Role.MEMBER : last.role();
    }
}

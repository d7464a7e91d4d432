package chat.parley.identity;

import chat.parley.event.Role;
import chat.parley.event.ServerRoles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The roles on the server that sign-ins and tokens give, and those of the members who run it. Each request has the role
 * that its own proof gives. A newer proof of the same member takes away what an older one gave; this class remembers
 * the newest ones, of all servers on the store as far as they have told it. It never adds to a role, so forgetting one
 * does no harm beyond the validity of the older proof. Thread-safe; never blocks.
 */
public final class ProvenRoles implements ServerRoles {
    public static final int MOST = 50_000;

    private final Predicate<String> owners;
    private final Consumer<String> untold;
    private final int most;
    /** By member, those that were proven last at the end. */
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** @param told the role that the other servers know of; null for none */
    private record Known(ServerRole newest, Role told) {}

    /**
     * Those of a server that is alone.
     *
     * @param owners whether the member with this id runs the server, whatever its sign-in says
     */
    public ProvenRoles(Predicate<String> owners) {
        this(owners, member -> {});
    }

    /** @param untold receives the id of each member whose newest role the other servers may not know; must not block */
    public ProvenRoles(Predicate<String> owners, Consumer<String> untold) {
        this(owners, untold, MOST);
    }

    ProvenRoles(Predicate<String> owners, Consumer<String> untold, int most) {
        this.owners = owners;
        this.untold = untold;
        this.most = most;
    }

    /** Remembers what somebody has proven here, unless there is a newer proof. */
    public synchronized void learn(String member, ServerRole proven) {
        Known before = known.get(member);
        put(member, proven, before == null ? null : before.told());
    }

    /** The same for a proof that all servers know. If there is a newer one, they must know that, too. */
    public synchronized void hear(String member, ServerRole proven) {
        put(member, proven, proven.role());
    }

    private void put(String member, ServerRole proven, Role told) {
        Known before = known.remove(member);
        ServerRole newest = before == null ? proven : proven.orNewer(before.newest());
        known.put(member, new Known(newest, told));
        if (newest.role() != told) {
            untold.accept(member);
        }
        if (known.size() > most) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** What the member has proven last; null if that is unknown. */
    public synchronized ServerRole newest(String member) {
        Known found = known.get(member);
        return found == null ? null : found.newest();
    }

    /** The role that a proof gives now. @param proof null if it says nothing about roles */
    public Role of(String member, Supplier<ServerRole> proof) {
        ServerRole own = proof == null ? null : proof.get();
        Role given = own == null ? Role.MEMBER : own.role();
        ServerRole last = newest(member);
        boolean outdated = last != null && (own == null || last.at().isAfter(own.at()));
        return outdated && given.outranks(last.role()) ? last.role() : given;
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
        ServerRole last = newest(member);
        return last == null ? Role.MEMBER : last.role();
    }
}

package chat.parley.room;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Whose sessions are in one room, for the quotas. Belongs to the room's lane. */
final class Occupants {
    private final RoomQuotas quotas;
    private final Map<String, Integer> members = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    Occupants(RoomQuotas quotas) {
        this.quotas = quotas;
    }

    /**
     * A session comes, if it still does.
     *
     * @param enter whether it has entered
     * @throws chat.parley.event.Refusal where it, its member or its address is in as many rooms as it may
     */
    boolean admit(Session session, BooleanSupplier enter) {
        add(session);
        boolean entered = false;
        try {
            entered = enter.getAsBoolean();
        } finally {
            if (!entered) {
                remove(session);
            }
        }
        return entered;
    }

    /** @throws chat.parley.event.Refusal where its member or its address is in as many rooms as it may */
    private void add(Session session) {
        String member = session.member().id();
        String address = session.wire().address();
        boolean first = !members.containsKey(member);
        if (first) {
            quotas.addForMember(member);
        }
        try {
            if (address != null && !addresses.containsKey(address)) {
                quotas.addForAddress(address, member);
            }
        } catch (RuntimeException e) {
            if (first) {
                quotas.dropForMember(member);
            }
            throw e;
        }
        members.merge(member, 1, Integer::sum);
        if (address != null) {
            addresses.merge(address, 1, Integer::sum);
        }
    }

    /** A session goes that has come. */
    void remove(Session session) {
        if (isLast(members, session.member().id())) {
            quotas.dropForMember(session.member().id());
        }
        String address = session.wire().address();
        if (address != null && isLast(addresses, address)) {
            quotas.dropForAddress(address);
        }
    }

    private static boolean isLast(Map<String, Integer> counts, String who) {
        return counts.computeIfPresent(who, (known, count) -> count > 1 ? count - 1 : null) == null;
    }
}

package chat.parley.room;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Counts the members and addresses in one room for the quotas. Confined to the room's lane. */
final class Occupants {
    private final RoomQuotas quotas;
    private final Map<String, Integer> members = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    Occupants(RoomQuotas quotas) {
        this.quotas = quotas;
    }

    /**
     * Charges the session to the quotas and lets it enter.
     *
     * @param enter enters the session; false if it could not, and then nothing is charged
     * @return the result of {@code enter}
     * @throws chat.parley.event.Refusal if the session, its member or its address is in too many rooms
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

    /** @throws chat.parley.event.Refusal if the member or the address is in too many rooms */
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

    /** Releases what {@link #admit} charged. */
    void remove(Session session) {
        if (isLast(members, session.member().id())) {
            quotas.dropForMember(session.member().id());
        }
        String address = session.wire().address();
        if (address != null && isLast(addresses, address)) {
            quotas.dropForAddress(address);
        }
    }

    private static boolean isLast(Map<String, Integer> counts, String key) {
        return counts.computeIfPresent(key, (known, count) -> count > 1 ? count - 1 : null) == null;
    }
}

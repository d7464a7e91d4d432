package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;

/**
 * In how many rooms each address and each member is. A room counts once for each of them, however many of their sessions are in
 * it. So nobody can use up the rooms of all. Safe for many threads.
 */
final class RoomQuotas {
    private static final int TWICE = 2;

    private final Shares shares;
    private final Quota byAddress = new Quota();
    private final Quota byMember = new Quota();

    RoomQuotas(Shares shares) {
        this.shares = shares;
    }

    /**
     * A room more for the member.
     *
     * @throws Refusal where it has as many as it may
     */
    void addForMember(String member) {
        if (!byMember.take(member, shares.memberRooms())) {
            throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "A member may be in " + shares.memberRooms() + " rooms");
        }
    }

    void dropForMember(String member) {
        byMember.release(member);
    }

    /**
     * A room more for the address, which may go beyond its share for somebody's first room: those who share an address with
     * somebody greedy get one.
     *
     * @param member who enters, for whom the room counts already
     * @throws Refusal where it has as many as it may
     */
    void addForAddress(String address, String member) {
        int most = byMember.heldBy(member) > 1 ? shares.addressRooms() : TWICE * shares.addressRooms();
        if (!byAddress.take(address, most)) {
            throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "One address may be in " + shares.addressRooms() + " rooms");
        }
    }

    void dropForAddress(String address) {
        byAddress.release(address);
    }
}

package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;

/**
 * Limits the number of rooms per address and per member, so that nobody can exhaust the server's rooms. A room counts
 * once per address and member, regardless of their sessions in it. Thread-safe.
 */
final class RoomQuotas {
    private static final int FIRST_ROOM_FACTOR = 2;

    private final Shares shares;
    private final Quota byAddress = new Quota();
    private final Quota byMember = new Quota();

    RoomQuotas(Shares shares) {
        this.shares = shares;
    }

    /**
     * Counts a room for the member.
     *
     * @throws Refusal if the member is in too many rooms
     */
    void addForMember(String member) {
        if (!byMember.tryTake(member, shares.memberRooms())) {
            throw new Refusal(
                    ErrorCode.TOO_MANY_ROOMS, "Too many rooms; a member may join at most " + shares.memberRooms());
        }
    }

    void dropForMember(String member) {
        byMember.release(member);
    }

    /**
     * Counts a room for the address. A member's first room may exceed the share of the address, so that other members
     * behind the same address are not locked out.
     *
     * @param member the member who joins; call {@link #addForMember} first
     * @throws Refusal if the address is in too many rooms
     */
    void addForAddress(String address, String member) {
        int most = byMember.heldBy(member) > 1 ? shares.addressRooms() : FIRST_ROOM_FACTOR * shares.addressRooms();
        if (!byAddress.tryTake(address, most)) {
            throw new Refusal(
                    ErrorCode.TOO_MANY_ROOMS, "Too many rooms; an address may join at most " + shares.addressRooms());
        }
    }

    void dropForAddress(String address) {
        byAddress.release(address);
    }
}

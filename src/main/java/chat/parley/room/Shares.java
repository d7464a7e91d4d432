package chat.parley.room;

/**
 * Quotas of one address or member. An address is an IPv4 address or an IPv6 /64 network.
 *
 * @param addressShare factor on a session's {@code rate} and {@code burst} for requests and connections of an address
 * @param addressSessions maximum sessions per address
 * @param addressRooms maximum rooms per address; twice as many for members who are in none yet
 * @param memberRooms maximum rooms per member
 */
public record Shares(int addressShare, int addressSessions, int addressRooms, int memberRooms) {
    /** Enough for an office behind one address; the server has room for several of them. */
    public static final Shares STANDARD = new Shares(50, 15_000, 5_000, 1_000);
    /** Factor on a session's {@code rate} and {@code burst} for all sessions of one member together. */
    static final int MEMBER = 10;
    /** Pending searches per address, out of 200 in all. */
    static final int SEARCHES = 20;
}

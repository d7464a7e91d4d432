package chat.parley.room;

/**
 * How much of the server one address or member may use. An address is an IPv4 address or an IPv6 network of 64 bits.
 *
 * @param addressShare how many times a session's {@code rate} and {@code burst} an address may spend on requests and connections
 * @param addressSessions most sessions of one address
 * @param addressRooms most rooms in which sessions of one address are; twice as many for members that are in none yet
 * @param memberRooms most rooms in which sessions of one member are
 */
public record Shares(int addressShare, int addressSessions, int addressRooms, int memberRooms) {
    /** An office behind one address has room; the server has room for several of them. */
    public static final Shares STANDARD = new Shares(50, 15_000, 5_000, 1_000);
    /** How many times a session's {@code rate} and {@code burst} all sessions of one member may send together. */
    static final int MEMBER = 10;
    /** Searches of one address that may wait, of the 200 that may in all. */
    static final int SEARCHES = 20;
}

package chat.parley.room;

/**
 * Bounds what a room's members on this server are told of each other's coming and going. If everybody comes back at
 * once, as after the end of a server, telling each of each would be a number of deliveries that grows with the square
 * of theirs. So only some changes a second are told one by one, and the fewer the more members there are. The first one
 * beyond begins a surge: until the whole state is told, nothing is told one by one. Confined to the room's lane.
 */
final class Surge {
    /** At most so many members are told of one change each, per second and room. */
    private static final int DELIVERIES = 50_000;
    /** But so many changes are told in a room of any size. */
    private static final int LEAST = 10;

    private int told;
    private boolean isOn;

    /** Whether this change may be told by itself. @param members those on this server, who are told */
    boolean admits(int members) {
        if (isOn || told >= Math.max(LEAST, DELIVERIES / Math.max(1, members))) {
            isOn = true;
            return false;
        }
        told++;
        return true;
    }

    /** A second has passed. */
    void tick() {
        told = 0;
    }

    /** The whole state is about to be told. */
    void end() {
        isOn = false;
    }
}

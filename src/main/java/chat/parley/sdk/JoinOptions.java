package chat.parley.sdk;

/**
 * How to join a room.
 *
 * @param since the {@code position} after which messages follow; null for the newest 50
 * @param create whether to create the room if it is missing
 */
public record JoinOptions(String since, boolean create) {
    /** The newest 50 messages follow, and a missing room is created. */
    public static final JoinOptions NEWEST = new JoinOptions(null, true);

    /**
     * Everything follows that came after this position, even after a restart of your program. If the server does not
     * have it any more, {@link RoomListener#reset} comes first.
     */
    public static JoinOptions since(String position) {
        return new JoinOptions(position, true);
    }

    /** A missing room fails with {@code not-found}. */
    public JoinOptions onlyIfItExists() {
        return new JoinOptions(since, false);
    }
}

package chat.parley.event;

/**
 * What holds for a room as a whole.
 *
 * @param title what people see in place of the name or address; null for none
 * @param archived whether nobody may write
 * @param slowMode seconds between two posts of a member; 0 for no limit
 * @param sharesHistory whether those who are invited may read what was there before
 */
public record RoomSettings(RoomKind kind, String title, boolean archived, int slowMode, boolean sharesHistory) {
    /** Those of a room about which nobody has decided anything. */
    public static final RoomSettings ORDINARY = new RoomSettings(RoomKind.PUBLIC, null, false, 0, true);

    /** The refusal of those who must not know of a room. */
    public static final Refusal NOT_FOUND = new Refusal(ErrorCode.NOT_FOUND, "Room not found");

    static final String BANNED = "You are banned from this room";

    public RoomSettings titled(String title) {
        return new RoomSettings(kind, title, archived, slowMode, sharesHistory);
    }

    public RoomSettings archived(boolean archived) {
        return new RoomSettings(kind, title, archived, slowMode, sharesHistory);
    }

    public RoomSettings slowMode(int seconds) {
        return new RoomSettings(kind, title, archived, seconds, sharesHistory);
    }

    /**
     * What somebody is in this room. A role on the server raises members of public rooms; {@link Role#READER} lowers
     * everybody, in every room.
     *
     * @param decided by decisions about this room; null if there are none about this member
     * @param server see {@link ServerRoles}
     */
    public Role role(Role decided, Role server) {
        Role here = decided == null ? kind.everybody() : decided;
        boolean restricted = kind.everybody().outranks(here);
        Role raised = kind == RoomKind.PUBLIC && !restricted && server.outranks(here) ? server : here;
        return server == Role.READER && raised.outranks(Role.READER) ? Role.READER : raised;
    }

    /** Why somebody with this role does not have the right; null if it has. */
    public Refusal refusal(Role role, Right right) {
        if (!role.may(Right.READ)) {
            return kind == RoomKind.PUBLIC ? new Refusal(ErrorCode.FORBIDDEN, BANNED) : NOT_FOUND;
        }
        if (!role.may(right)) {
            return new Refusal(ErrorCode.FORBIDDEN, right.denial());
        }
        return archived && (right == Right.WRITE || right == Right.ARRANGE)
                ? new Refusal(ErrorCode.FORBIDDEN, "This room is archived")
                : null;
    }
}

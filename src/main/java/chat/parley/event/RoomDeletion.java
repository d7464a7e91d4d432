package chat.parley.event;

/**
 * The room's last entry: deletes it with everything in it. Nobody is sent this entry; the log ends with it, and the
 * members get {@link Event.RoomRemoved}.
 *
 * @param reason null for none
 */
public record RoomDeletion(String reason) implements RoomChange {
    /** The refusal of a command for a room that was deleted meanwhile. */
    public static final Refusal GONE = new Refusal(ErrorCode.NOT_FOUND, "Room was deleted");

    @Override
    public Kind kind() {
        return Kind.ROOM_DELETION;
    }

    @Override
    public String content() {
        return reason == null ? "" : reason;
    }

    @Override
    public boolean beginsRoom() {
        return false;
    }

    @Override
    public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
        Refusal denied = place.refusal(Right.OWN);
        if (denied != null) {
            return denied;
        }
        return switch (place.settings().kind()) {
            case DIRECT -> new Refusal(ErrorCode.FORBIDDEN, "A direct room cannot be deleted");
            case PRIVATE -> null;
            case PUBLIC ->
                place.ownsServer()
                        ? null
                        : new Refusal(ErrorCode.FORBIDDEN, "Only the server's owners can delete a public room");
        };
    }

    @Override
    public void applyTo(RoomState room, Entry entry) {
        room.delete(entry);
    }

    @Override
    public Logged asEvent(Entry entry) {
        return new Logged.RoomDeleted(
                entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), reason, entry.ref());
    }
}

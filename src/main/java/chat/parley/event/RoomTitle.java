package chat.parley.event;

/**
 * Changes the title of a private or public room.
 *
 * @param title empty for a public room that shows its name again
 */
public record RoomTitle(String title) implements RoomChange {
    @Override
    public Kind kind() {
        return Kind.TITLE;
    }

    @Override
    public String content() {
        return title;
    }

    @Override
    public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
        RoomKind kind = place.settings().kind();
        if (kind == RoomKind.DIRECT) {
            return new Refusal(ErrorCode.FORBIDDEN, "A direct room has no title");
        }
        Refusal denied = place.refusal(Right.MODERATE);
        return denied == null && title.isEmpty() && kind == RoomKind.PRIVATE
                ? new Refusal(ErrorCode.INVALID, "A private room must have a title")
                : denied;
    }

    @Override
    public void applyTo(RoomState room, Entry entry) {
        room.set(room.settings().titled(title.isEmpty() ? null : title));
    }

    @Override
    public Logged asEvent(Entry entry) {
        return new Logged.TitleChanged(
                entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), title, entry.ref());
    }
}

package chat.parley.event;

/**
 * Sets what the room asks of its members.
 *
 * @param text Markdown; empty removes the rules
 */
public record RoomRules(String text) implements RoomChange {
    @Override
    public Kind kind() {
        return Kind.RULES;
    }

    @Override
    public String content() {
        return text;
    }

    @Override
    public int weight() {
        return text.length();
    }

    @Override
    public <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
        return place.settings().kind() == RoomKind.DIRECT
                ? new Refusal(ErrorCode.FORBIDDEN, "A direct room has no rules")
                : place.refusal(Right.MODERATE);
    }

    @Override
    public void applyTo(RoomState room, Entry entry) {
        room.setRules(text, text.isEmpty() ? 0 : entry.offset());
    }

    @Override
    public Logged asEvent(Entry entry) {
        return new Logged.RulesChanged(
                entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), text, entry.ref());
    }
}

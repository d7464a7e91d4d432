package chat.parley.event;

/**
 * What an entry of a room's log says: a message, or something about one, or about the room. Targets are the offsets of messages in the same log.
 */
public sealed interface Body {
    /** Something a person wrote. {@code text} is null where the log has forgotten it, or it was edited away or deleted; {@code replyTo} is the message that it answers, or null. */
    record Said(String text, Long replyTo) implements Body {}

    /** {@code text} takes the place of what the message said; null where the message was edited again, or deleted, since. */
    record Edit(long target, String text) implements Body {}

    /** Nothing is left of what the message said. */
    record Deletion(long target) implements Body {}

    /** {@code on}: the author of the entry reacts with the emoji; else no longer. */
    record Reaction(long target, String emoji, boolean on) implements Body {}

    /** What the room is about from now on; empty where nobody says. */
    record Topic(String topic) implements Body {}

    /** About how many characters it holds. */
    default int weight() {
        if (this instanceof Said said) {
            return said.text() == null ? 0 : said.text().length();
        }
        return this instanceof Edit edit && edit.text() != null ? edit.text().length() : 0;
    }
}

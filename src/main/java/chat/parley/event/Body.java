package chat.parley.event;

/**
 * The content of a log entry: a message, a change of a message, or a topic. Targets are offsets of messages in the same
 * log.
 */
public sealed interface Body {
    /**
     * A message.
     *
     * @param text null if it was edited, deleted or removed by retention
     * @param replyTo offset of the message it replies to, or null
     */
    record Said(String text, Long replyTo) implements Body {}

    /** Replaces the text of a message. {@code text} is null if the message was edited again or deleted since. */
    record Edit(long target, String text) implements Body {}

    /** Deletes a message. */
    record Deletion(long target) implements Body {}

    /** Adds the author's reaction, or removes it if {@code on} is false. */
    record Reaction(long target, String emoji, boolean on) implements Body {}

    /** Sets the room's topic; empty removes it. */
    record Topic(String topic) implements Body {}

    /** Approximate size in characters. */
    default int weight() {
        if (this instanceof Said said) {
            return said.text() == null ? 0 : said.text().length();
        }
        return this instanceof Edit edit && edit.text() != null ? edit.text().length() : 0;
    }
}

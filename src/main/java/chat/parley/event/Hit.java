package chat.parley.event;

import java.util.List;

/**
 * A message that matches the query, and the matching parts of its text.
 *
 * @param title the title of its room, or null
 */
public record Hit(Logged.Message message, String title, List<Mark> marks) {
    /** A part of a text, in UTF-16 units; {@code end} is exclusive. */
    public record Mark(int start, int end) {}
}

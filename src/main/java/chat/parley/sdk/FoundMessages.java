package chat.parley.sdk;

import java.util.List;

/** Found messages. @param cursor for the next ones; null if there are none */
public record FoundMessages(List<Found> hits, String cursor) {
    public FoundMessages {
        hits = List.copyOf(hits);
    }

    /** A message that matches. @param title that of its room, or null */
    public record Found(ChatMessage message, String title, List<Mark> marks) {
        public Found {
            marks = List.copyOf(marks);
        }
    }

    /** A part of the text that matches, in UTF-16 units. */
    public record Mark(int start, int end) {}
}

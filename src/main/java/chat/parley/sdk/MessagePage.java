package chat.parley.sdk;

import java.util.List;

/**
 * A page of a room's history.
 *
 * @param messages as they are now, oldest first
 * @param head the offset of the room's newest entry
 * @param floor the offset before the oldest entry that the server still has
 * @param older pass it to {@code historyBefore} for the previous page; null if there is none
 * @param newer pass it to {@code historyAfter} for the next page; null if there is none
 */
public record MessagePage(List<ChatMessage> messages, long head, long floor, Long older, Long newer) {
    public MessagePage {
        messages = List.copyOf(messages);
    }
}

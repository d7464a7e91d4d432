package chat.parley.sdk;

import java.time.Instant;
import java.util.List;

/**
 * A message as it was when it arrived. To keep one current, pass each {@link MessageChange} to
 * {@link MessageChange#apply}.
 *
 * @param offset its place in the room's log
 * @param position the same place as a token for {@link JoinOptions#since}
 * @param at the server's time, to the millisecond
 * @param mine whether you are the author
 * @param text empty if deleted
 * @param ref the author's id for it, or null; compare it only if {@code mine}
 * @param replyTo the offset of the message that it replies to, or null
 * @param editedAt when its text was last edited, or null
 * @param changed the offset of the last entry that changed it, or null
 * @param reactions in the order in which they were added
 * @param mentions as found by the server when the text was written
 */
public record ChatMessage(
        String room,
        long offset,
        String position,
        Instant at,
        ChatMember author,
        boolean mine,
        String text,
        String ref,
        Long replyTo,
        Instant editedAt,
        boolean deleted,
        boolean pinned,
        Long changed,
        List<Reaction> reactions,
        List<Mention> mentions) {

    public ChatMessage {
        reactions = List.copyOf(reactions);
        mentions = List.copyOf(mentions);
    }

    /** An emoji, and who reacted with it. */
    public record Reaction(String emoji, List<ChatMember> members) {
        public Reaction {
            members = List.copyOf(members);
        }
    }

    /**
     * A place in the text that names somebody, in UTF-16 units.
     *
     * @param members the ids of those named: several if they share the name
     */
    public record Mention(int start, int end, List<String> members) {
        public Mention {
            members = List.copyOf(members);
        }
    }

    /** Whether the text mentions this member. */
    public boolean mentions(ChatMember member) {
        return mentions.stream().anyMatch(mention -> mention.members().contains(member.id()));
    }

    /** This message with another state. */
    ChatMessage with(
            String newText,
            Instant edit,
            boolean isDeleted,
            boolean isPinned,
            long change,
            List<Reaction> newReactions,
            List<Mention> newMentions) {
        return new ChatMessage(
                room,
                offset,
                position,
                at,
                author,
                mine,
                newText,
                ref,
                replyTo,
                edit,
                isDeleted,
                isPinned,
                change,
                newReactions,
                newMentions);
    }
}

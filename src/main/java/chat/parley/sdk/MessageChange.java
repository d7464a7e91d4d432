package chat.parley.sdk;

import chat.parley.sdk.ChatMessage.Mention;
import chat.parley.sdk.ChatMessage.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a room's log that changes a message.
 *
 * @param author who changed it
 * @param target the offset of the message
 * @param text the new text of an edit; null if a newer edit follows, and for other kinds
 * @param emoji of a reaction, else null
 * @param mentions in the new text of an edit
 * @param ref the author's id for the change, or null
 */
public record MessageChange(
        String room,
        long offset,
        String position,
        Instant at,
        ChatMember author,
        boolean mine,
        Kind kind,
        long target,
        String text,
        String emoji,
        List<Mention> mentions,
        String ref) {

    /** What happened to the message. */
    public enum Kind {
        EDITED,
        DELETED,
        REACTED,
        UNREACTED,
        PINNED,
        UNPINNED
    }

    public MessageChange {
        mentions = List.copyOf(mentions);
    }

    /** The changed message. Other messages, and those that include the change already, come back as they are. */
    public ChatMessage apply(ChatMessage message) {
        if (message.offset() != target || message.changed() != null && offset <= message.changed()) {
            return message;
        }
        return switch (message.deleted() ? Kind.DELETED : kind) {
            case EDITED ->
                text == null
                        ? with(message, message.pinned(), message.reactions())
                        : message.with(text, at, false, message.pinned(), offset, message.reactions(), mentions);
            case DELETED -> message.with("", null, true, false, offset, List.of(), List.of());
            case REACTED -> with(message, message.pinned(), reacted(message.reactions(), true));
            case UNREACTED -> with(message, message.pinned(), reacted(message.reactions(), false));
            case PINNED -> with(message, true, message.reactions());
            case UNPINNED -> with(message, false, message.reactions());
        };
    }

    private ChatMessage with(ChatMessage message, boolean pinned, List<Reaction> reactions) {
        return message.with(message.text(), message.editedAt(), false, pinned, offset, reactions, message.mentions());
    }

    private List<Reaction> reacted(List<Reaction> before, boolean on) {
        List<Reaction> after = new ArrayList<>();
        boolean isNew = on;
        for (Reaction reaction : before) {
            List<ChatMember> members = reaction.members();
            if (reaction.emoji().equals(emoji)) {
                isNew = false;
                members = new ArrayList<>(members);
                boolean present =
                        members.stream().anyMatch(member -> member.id().equals(author.id()));
                if (on && !present) {
                    members.add(author);
                } else if (!on) {
                    members.removeIf(member -> member.id().equals(author.id()));
                }
            }
            if (!members.isEmpty()) {
                after.add(new Reaction(reaction.emoji(), members));
            }
        }
        if (isNew) {
            after.add(new Reaction(emoji, List.of(author)));
        }
        return after;
    }
}

package chat.parley.model;

import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Write;
import java.util.Locale;

/**
 * A speaker's message or change, and what the speaker knows about its outcome. Every message has a unique text, so it
 * can be recognized; every other deed has a ref.
 */
final class Deed {
    enum Kind {
        MESSAGE,
        EDIT,
        DELETION,
        REACTION,
        UNREACTION,
        PIN,
        UNPIN,
        TOPIC;

        boolean isChange() {
            return this != MESSAGE && this != TOPIC;
        }

        boolean isWordless() {
            return this == DELETION || this == PIN || this == UNPIN;
        }

        /** The kind's name in the store. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    final Member author;
    final String room;
    final String ref;
    final Kind kind;
    /** The offset of the message that this changes or replies to, or 0. */
    final long target;
    /** The text, emoji or topic. */
    final String text;
    /**
     * Whether the deed is sent only once. Other deeds are repeated until they are stored, and later ones wait for
     * them.
     */
    final boolean once;

    final int number;
    /** The acknowledged position, or null. */
    String position;
    /** The server reported that it is not stored. */
    boolean refused;
    /** Lost in a fork. */
    boolean voided;
    /** Its ref was also used for another text. */
    boolean contested;

    Deed(Member author, String room, String ref, Kind kind, long target, String text, boolean once, int number) {
        this.author = author;
        this.room = room;
        this.ref = ref;
        this.kind = kind;
        this.target = target;
        this.text = text;
        this.once = once;
        this.number = number;
    }

    Write command() {
        return switch (kind) {
            case MESSAGE -> new Write.Post(ref, room, text, target == 0 ? null : target);
            case EDIT -> new Write.Edit(ref, room, target, text);
            case DELETION -> new Write.Delete(ref, room, target);
            case REACTION -> new Write.React(ref, room, target, text);
            case UNREACTION -> new Write.Unreact(ref, room, target, text);
            case PIN -> new Write.Pin(ref, room, target);
            case UNPIN -> new Write.Unpin(ref, room, target);
            case TOPIC -> new Write.SetTopic(ref, room, text);
        };
    }

    /** Whether the event is about this deed. The event's text may be newer, or deleted. */
    boolean isTold(Logged event) {
        if (event instanceof Logged.Message message) {
            return kind == Kind.MESSAGE
                    && target == (message.replyTo() == null ? 0 : message.replyTo())
                    && (message.changed() != null || text.equals(message.text()));
        } else if (event instanceof Logged.TopicChanged topic) {
            return kind == Kind.TOPIC && text.equals(topic.topic());
        }
        String words = words(event);
        return kind == kind(event)
                && target == ((Logged.Changed) event).target()
                && (kind.isWordless() || words == null && kind == Kind.EDIT || text.equals(words));
    }

    static Kind kind(Logged event) {
        return event instanceof Logged.Edited
                ? Kind.EDIT
                : event instanceof Logged.Deleted
                        ? Kind.DELETION
                        : event instanceof Logged.Reacted
                                ? Kind.REACTION
                                : event instanceof Logged.Unreacted
                                        ? Kind.UNREACTION
                                        : event instanceof Logged.Pinned ? Kind.PIN : Kind.UNPIN;
    }

    static String words(Logged event) {
        return event instanceof Logged.Edited edited
                ? edited.text()
                : event instanceof Logged.Reacted reacted
                        ? reacted.emoji()
                        : event instanceof Logged.Unreacted unreacted ? unreacted.emoji() : null;
    }

    @Override
    public String toString() {
        return author.name() + " " + ref + " " + kind.word() + (target == 0 ? "" : " of " + target) + " \""
                + (text.length() > 20 ? text.substring(0, 20) : text) + "\" in " + room;
    }
}

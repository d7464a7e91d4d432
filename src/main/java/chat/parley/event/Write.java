package chat.parley.event;

/** A command that appends an entry to a room's log. The reply is an ack with its position. */
public sealed interface Write extends Command {
    String room();

    /** The body of the entry. */
    Body body();

    @Override
    default <C> void execute(Handler<C> handler, C sender) {
        handler.write(sender, this);
    }

    /** @param replyTo offset of the message to reply to, or null */
    record Post(String ref, String room, String text, Long replyTo) implements Write {
        public Post {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            text = Text.message("text", text);
            replyTo = replyTo == null ? null : (Long) place("replyTo", replyTo);
        }

        @Override
        public Body body() {
            return new Body.Said(text, replyTo);
        }
    }

    /** @param target offset of the author's own message */
    record Edit(String ref, String room, Long target, String text) implements Write {
        public Edit {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
            text = Text.message("text", text);
        }

        @Override
        public Body body() {
            return new Change.Edit(target, text);
        }
    }

    /** @param target offset of the author's own message */
    record Delete(String ref, String room, Long target) implements Write {
        public Delete {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
        }

        @Override
        public Body body() {
            return new Change.Deletion(target);
        }
    }

    /** @param target offset of a message; any author */
    record React(String ref, String room, Long target, String emoji) implements Write {
        public React {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
            emoji = Text.emoji("emoji", emoji);
        }

        @Override
        public Body body() {
            return new Change.Reacting(target, emoji, true);
        }
    }

    /** Removes a reaction. @param target offset of a message; any author */
    record Unreact(String ref, String room, Long target, String emoji) implements Write {
        public Unreact {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
            emoji = Text.legacyEmoji("emoji", emoji);
        }

        @Override
        public Body body() {
            return new Change.Reacting(target, emoji, false);
        }
    }

    /** Pins a message. @param target offset of a message; any author */
    record Pin(String ref, String room, Long target) implements Write {
        public Pin {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
        }

        @Override
        public Body body() {
            return new Change.Pinning(target, true);
        }
    }

    /** Unpins a message. @param target offset of a message; any author */
    record Unpin(String ref, String room, Long target) implements Write {
        public Unpin {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
        }

        @Override
        public Body body() {
            return new Change.Pinning(target, false);
        }
    }

    /** Sets a room's topic. */
    record SetTopic(String ref, String room, String topic) implements Write {
        public SetTopic {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            topic = Text.topic("topic", topic);
        }

        @Override
        public Body body() {
            return new Body.Topic(topic);
        }
    }

    /** Sets what a room asks of its members; empty removes it. */
    record SetRules(String ref, String room, String rules) implements Write {
        public SetRules {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            rules = Text.rules("rules", rules);
        }

        @Override
        public Body body() {
            return new RoomRules(rules);
        }
    }

    /** A decision for which the chat had to look something up. Created by the chat only; has no wire name. */
    record Decide(String ref, String room, RoomChange body) implements Write {}

    /** Changes the title of a room. @param title empty to show a public room's name again */
    record SetTitle(String ref, String room, String title) implements Write {
        public SetTitle {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            title = title != null && title.isEmpty() ? title : Text.name("title", title);
        }

        @Override
        public Body body() {
            return new RoomTitle(title);
        }
    }

    /** Closes the room for writing. */
    record Archive(String ref, String room) implements Write {
        public Archive {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public Body body() {
            return new RoomChange.Archiving(true);
        }
    }

    /** Opens an archived room for writing. */
    record Unarchive(String ref, String room) implements Write {
        public Unarchive {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public Body body() {
            return new RoomChange.Archiving(false);
        }
    }

    /** Sets the least time between two posts of a member; 0 for no limit. */
    record SetSlowMode(String ref, String room, Integer seconds) implements Write {
        static final int MOST_SECONDS = 3600;

        public SetSlowMode {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (seconds == null || seconds < 0 || seconds > MOST_SECONDS) {
                throw new Refusal(
                        ErrorCode.INVALID,
                        seconds == null ? "seconds is missing" : "seconds must be between 0 and " + MOST_SECONDS);
            }
        }

        @Override
        public Body body() {
            return new RoomChange.SlowMode(seconds);
        }
    }

    private static long place(String field, Long offset) {
        if (offset == null || offset < 1) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    field + (offset == null ? " is missing" : " must be a message offset, 1 or greater"));
        }
        return offset;
    }
}

package chat.parley.event;

/** A command that puts something into a room's log. It is answered with the place there. */
public sealed interface Write extends Command {
    String room();

    /** What the entry is to say. */
    Body body();

    /** @param replyTo the offset of the message that is answered, or null */
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

    /** @param target the offset of a message of one's own */
    record Edit(String ref, String room, Long target, String text) implements Write {
        public Edit {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
            text = Text.message("text", text);
        }

        @Override
        public Body body() {
            return new Body.Edit(target, text);
        }
    }

    /** @param target the offset of a message of one's own */
    record Delete(String ref, String room, Long target) implements Write {
        public Delete {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
        }

        @Override
        public Body body() {
            return new Body.Deletion(target);
        }
    }

    /** @param target the offset of anybody's message */
    record React(String ref, String room, Long target, String emoji) implements Write {
        public React {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
            emoji = Text.emoji("emoji", emoji);
        }

        @Override
        public Body body() {
            return new Body.Reaction(target, emoji, true);
        }
    }

    /** Takes a reaction back. */
    record Unreact(String ref, String room, Long target, String emoji) implements Write {
        public Unreact {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            target = place("target", target);
            emoji = Text.earlierEmoji("emoji", emoji);
        }

        @Override
        public Body body() {
            return new Body.Reaction(target, emoji, false);
        }
    }

    /** Says what a room is about. */
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

    private static long place(String field, Long offset) {
        if (offset == null || offset < 1) {
            throw new Refusal(ErrorCode.INVALID, offset == null ? field + " is missing" : field + " is the offset of a message, 1 or more");
        }
        return offset;
    }
}

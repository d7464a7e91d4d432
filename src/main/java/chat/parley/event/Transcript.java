package chat.parley.event;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A room as lines of text: a {@link Heading}, then its messages as they are now, as the event {@code message}. What
 * is written is what can be read: both directions hold every line to the same rules, which are those for clients
 * where they have any.
 */
public final class Transcript {
    private static final int FORMAT = 1;
    private static final int ID_MAX = 128;
    private static final Set<String> HEADING = Set.of("parley", "room", "messages", "topic");
    private static final Set<String> MESSAGE = Set.of("type", "room", "offset", "position", "at", "author", "text",
            "ref", "replyTo", "edited", "deleted", "changed", "reactions", "mentions");
    private static final Set<String> MEMBER = Set.of("id", "name");
    private static final Set<String> REACTION = Set.of("emoji", "members");
    private static final Set<String> MENTION = Set.of("start", "end", "members");

    /**
     * The first line.
     *
     * @param parley the format's version
     * @param messages how many lines follow
     * @param topic null where there is none
     */
    public record Heading(int parley, String room, long messages, String topic) {
        public Heading(String room, long messages, String topic) {
            this(FORMAT, room, messages, topic);
        }
    }

    private Transcript() {}

    /** @throws Refusal where it could not be read again */
    public static String line(Heading heading) {
        String line = Json.write(heading);
        heading(line);
        return line;
    }

    /** @throws Refusal where it could not be read again */
    public static String line(Event.Message message) {
        String line = Json.text(message);
        message(line);
        return line;
    }

    /** @throws Refusal where it is none */
    public static Heading heading(String line) {
        StrictObject fields = StrictObject.of(line, HEADING);
        boolean known = fields.whole("parley", 1) == FORMAT;
        fields.require(known, "parley", "must be " + FORMAT + ": the file is of another version");
        String topic = fields.has("topic") ? Text.topic("topic", fields.string("topic")) : null;
        String room = Text.name("room", fields.string("room"));
        return new Heading(room, fields.whole("messages", 0), topic == null || topic.isEmpty() ? null : topic);
    }

    /**
     * The message, without what only the log that it comes from could tell: {@code room}, {@code position} and {@code
     * changed}. @throws Refusal where it is none
     */
    public static Event.Message message(String line) {
        StrictObject fields = StrictObject.of(line, MESSAGE);
        fields.require(fields.string("type").equals("message"), "type", "must be message");
        long offset = fields.whole("offset", 1);
        Long replyTo = fields.has("replyTo") ? fields.whole("replyTo", 1) : null;
        fields.require(replyTo == null || replyTo < offset, "replyTo", "must be the offset of an earlier message");
        boolean deleted = fields.has("deleted");
        if (deleted) {
            fields.require(fields.isTrue("deleted"), "deleted", "must be true, or be left out");
            for (String key : List.of("text", "edited", "reactions", "mentions")) {
                fields.require(!fields.has(key), key, "must be left out of a deleted message");
            }
        }
        requireOwn(fields);
        String text = deleted ? null : Text.message("text", fields.string("text"));
        String ref = fields.has("ref") ? Text.ref(fields.string("ref")) : null;
        Instant edited = fields.has("edited") ? fields.instant("edited") : null;
        Member author = member(fields.object("author", MEMBER));
        return new Event.Message(null, offset, null, fields.instant("at"), author, text, ref, replyTo, edited,
                deleted ? true : null, null, reactions(fields), mentions(fields, text));
    }

    /** What is not taken over has its kind all the same. */
    private static void requireOwn(StrictObject fields) {
        for (String key : List.of("room", "position")) {
            if (fields.has(key)) {
                fields.string(key);
            }
        }
        if (fields.has("changed")) {
            fields.whole("changed", 1);
        }
    }

    private static Member member(StrictObject fields) {
        String id = fields.string("id");
        fields.require(isId(id), "id", "must be 1 to " + ID_MAX + " visible ASCII characters");
        return new Member(id, Text.name("name", fields.string("name")));
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= ID_MAX && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static List<Mention> mentions(StrictObject fields, String text) {
        return !fields.has("mentions") ? null : fields.objects("mentions", MENTION).stream().map(mention -> {
            long start = mention.whole("start", 0);
            long end = mention.whole("end", start + 2);
            mention.require(end <= text.length() && text.charAt((int) start) == '@', "start", "must be where an @ is");
            List<String> members = mention.strings("members");
            mention.require(members.stream().allMatch(Transcript::isId), "members", "must be a list of ids");
            return new Mention((int) start, (int) end, members);
        }).toList();
    }

    private static List<Reaction> reactions(StrictObject fields) {
        if (!fields.has("reactions")) {
            return null;
        }
        Set<String> emojis = new HashSet<>();
        List<Reaction> reactions = fields.objects("reactions", REACTION).stream().map(reaction -> {
            String emoji = Text.earlierEmoji("emoji", reaction.string("emoji"));
            reaction.require(emojis.add(reaction.string("emoji")), "emoji", "stands twice");
            Set<String> ids = new HashSet<>();
            List<Member> members = reaction.objects("members", MEMBER).stream().map(Transcript::member).toList();
            boolean once = members.stream().allMatch(member -> ids.add(member.id()));
            reaction.require(once, "members", "must not have anybody twice");
            return new Reaction(emoji, members);
        }).toList();
        int count = reactions.stream().mapToInt(reaction -> reaction.members().size()).sum();
        fields.require(count <= Reaction.MOST, "reactions", "must be at most " + Reaction.MOST);
        return Reaction.normal(reactions);
    }
}

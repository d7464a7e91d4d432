package chat.parley.event;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The export format of a room: a {@link Heading} line, the {@linkplain RoomExport#role roles} of its members, then one
 * {@code message} event per line, in its present state.
 * Reading and writing validate each line by the same rules, and by those for clients where they apply, so every export
 * can be imported.
 */
public final class Transcript {
    private static final int FORMAT = 1;
    private static final int ID_MAX = 128;
    private static final Set<String> MESSAGE = Set.of(
            "type",
            "room",
            "offset",
            "position",
            "at",
            "author",
            "text",
            "ref",
            "replyTo",
            "edited",
            "deleted",
            "changed",
            "reactions",
            "mentions",
            "pinned");
    private static final Set<String> MEMBER = Set.of("id", "name");
    private static final Set<String> REACTION = Set.of("emoji", "members");
    private static final Set<String> MENTION = Set.of("start", "end", "members");

    /**
     * The first line.
     *
     * @param messages number of lines with messages that follow
     * @param topic the topic, or null
     * @param about the room as a whole
     */
    public record Heading(String room, long messages, String topic, RoomExport about) {}

    /** The first line, as it is written. */
    public record HeadingLine(
            int parley,
            String room,
            long messages,
            String topic,
            String kind,
            String title,
            Boolean archived,
            Integer slowMode,
            String history,
            String rules,
            Integer roles) {}

    private Transcript() {}

    /** Writes the first line. @throws Refusal if it could not be read again */
    public static String line(Heading heading) {
        RoomExport about = heading.about();
        RoomSettings settings = about.settings();
        String line = Json.write(new HeadingLine(
                FORMAT,
                heading.room(),
                heading.messages(),
                heading.topic(),
                about.kind(),
                settings.title(),
                settings.archived() ? true : null,
                settings.slowMode() == 0 ? null : (Integer) settings.slowMode(),
                about.history(),
                about.rules(),
                about.roles() == 0 ? null : (Integer) about.roles()));
        heading(line);
        return line;
    }

    /** Writes a message. @throws Refusal if it could not be read again */
    public static String line(Logged.Message message) {
        String line = Json.text(message);
        message(line);
        return line;
    }

    /** Reads the first line. @throws Refusal if it is invalid */
    public static Heading heading(String line) {
        StrictObject fields = StrictObject.of(line, RoomExport.FIELDS);
        boolean known = fields.wholeNumber("parley", 1) == FORMAT;
        fields.require(known, "parley", "must be " + FORMAT + "; unsupported file version");
        String topic = fields.has("topic") ? Text.topic("topic", fields.string("topic")) : null;
        String room = Text.name("room", fields.string("room"));
        return new Heading(
                room,
                fields.wholeNumber("messages", 0),
                topic == null || topic.isEmpty() ? null : topic,
                RoomExport.read(fields));
    }

    /**
     * Reads a message. The values that belong to the original log, {@code room}, {@code position} and {@code changed},
     * are null in the result.
     *
     * @throws Refusal if the line is invalid
     */
    public static Logged.Message message(String line) {
        StrictObject fields = StrictObject.of(line, MESSAGE);
        fields.require(fields.string("type").equals("message"), "type", "must be message");
        long offset = fields.wholeNumber("offset", 1);
        Long replyTo = fields.has("replyTo") ? fields.wholeNumber("replyTo", 1) : null;
        fields.require(replyTo == null || replyTo < offset, "replyTo", "must be the offset of an earlier message");
        boolean deleted = fields.has("deleted");
        if (deleted) {
            fields.require(fields.isTrue("deleted"), "deleted", "must be true or omitted");
            for (String key : List.of("text", "edited", "reactions", "mentions", "pinned")) {
                fields.require(!fields.has(key), key, "must be omitted from a deleted message");
            }
        }
        if (fields.has("pinned")) {
            fields.require(fields.isTrue("pinned"), "pinned", "must be true or omitted");
        }
        requireOwn(fields);
        String text = deleted ? null : Text.message("text", fields.string("text"));
        String ref = fields.has("ref") ? Text.ref(fields.string("ref")) : null;
        Instant edited = fields.has("edited") ? fields.instant("edited") : null;
        Member author = member(fields.object("author", MEMBER));
        return new Logged.Message(
                null,
                offset,
                null,
                fields.instant("at"),
                author,
                text,
                ref,
                replyTo,
                edited,
                deleted ? true : null,
                null,
                reactions(fields),
                mentions(fields, text),
                fields.has("pinned") ? true : null);
    }

    /** Checks the types of the fields that are not imported. */
    private static void requireOwn(StrictObject fields) {
        for (String key : List.of("room", "position")) {
            if (fields.has(key)) {
                fields.string(key);
            }
        }
        if (fields.has("changed")) {
            fields.wholeNumber("changed", 1);
        }
    }

    private static Member member(StrictObject fields) {
        String id = fields.string("id");
        fields.require(isId(id), "id", "must be 1 to " + ID_MAX + " visible ASCII characters");
        return new Member(id, Text.name("name", fields.string("name")));
    }

    static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= ID_MAX && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static List<Mention> mentions(StrictObject fields, String text) {
        return !fields.has("mentions")
                ? null
                : fields.objects("mentions", MENTION).stream()
                        .map(mention -> {
                            long start = mention.wholeNumber("start", 0);
                            long end = mention.wholeNumber("end", start + 2);
                            mention.require(
                                    end <= text.length() && text.charAt((int) start) == '@',
                                    "start",
                                    "must be the position of an @");
                            List<String> members = mention.strings("members");
                            mention.require(
                                    members.stream().allMatch(Transcript::isId),
                                    "members",
                                    "must be a list of member ids");
                            return new Mention((int) start, (int) end, members);
                        })
                        .toList();
    }

    private static List<Reaction> reactions(StrictObject fields) {
        if (!fields.has("reactions")) {
            return null;
        }
        Set<String> emojis = new HashSet<>();
        List<Reaction> reactions = fields.objects("reactions", REACTION).stream()
                .map(reaction -> {
                    String emoji = Text.legacyEmoji("emoji", reaction.string("emoji"));
                    reaction.require(emojis.add(reaction.string("emoji")), "emoji", "must not occur twice");
                    Set<String> ids = new HashSet<>();
                    List<Member> members = reaction.objects("members", MEMBER).stream()
                            .map(Transcript::member)
                            .toList();
                    boolean once = members.stream().allMatch(member -> ids.add(member.id()));
                    reaction.require(once, "members", "must not contain a member twice");
                    return new Reaction(emoji, members);
                })
                .toList();
        int count = reactions.stream()
                .mapToInt(reaction -> reaction.members().size())
                .sum();
        fields.require(count <= Reaction.MAX, "reactions", "must contain at most " + Reaction.MAX + " members in all");
        return Reaction.normal(reactions);
    }
}

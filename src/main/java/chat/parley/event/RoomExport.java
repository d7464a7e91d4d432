package chat.parley.event;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a {@link Transcript} says of a room as a whole.
 *
 * @param rules Markdown, or null
 * @param roles the number of lines with {@link #role roles} that follow the heading
 */
public record RoomExport(RoomSettings settings, String rules, int roles) {
    /** An ordinary room. */
    public static final RoomExport ORDINARY = new RoomExport(RoomSettings.ORDINARY, null, 0);

    static final Set<String> FIELDS = Set.of(
            "parley",
            "room",
            "messages",
            "topic",
            "kind",
            "title",
            "archived",
            "slowMode",
            "history",
            "rules",
            "roles");

    private static final Set<String> ROLE = Set.of("type", "member", "role", "until", "afterwards", "from", "kept");
    private static final Set<String> MEMBER = Set.of("id", "name");
    private static final Set<String> KEPT = Set.of("role", "until", "afterwards");
    private static final String JOINED = "joined";

    /** The heading's fields. */
    static RoomExport read(StrictObject fields) {
        RoomKind kind = RoomKind.PUBLIC;
        if (fields.has("kind")) {
            boolean known = Set.of("private", "direct").contains(fields.string("kind"));
            fields.require(known, "kind", "must be private or direct, or omitted");
            kind = RoomKind.of(fields.string("kind"));
        }
        if (fields.has("archived")) {
            fields.require(fields.isTrue("archived"), "archived", "must be true or omitted");
        }
        if (fields.has("history")) {
            fields.require(fields.string("history").equals(JOINED), "history", "must be joined or omitted");
        }
        long roles = fields.has("roles") ? fields.wholeNumber("roles", 1) : 0;
        fields.require(kind == RoomKind.PUBLIC || roles > 0, "roles", "is missing; nobody could enter this room");
        long slowMode = fields.has("slowMode") ? fields.wholeNumber("slowMode", 1) : 0;
        fields.require(
                slowMode <= Write.SetSlowMode.MOST_SECONDS,
                "slowMode",
                "must be at most " + Write.SetSlowMode.MOST_SECONDS);
        return new RoomExport(
                new RoomSettings(
                        kind,
                        fields.has("title") ? Text.name("title", fields.string("title")) : null,
                        fields.has("archived"),
                        (int) slowMode,
                        !fields.has("history")),
                fields.has("rules") ? Text.rules("rules", fields.string("rules")) : null,
                (int) Math.min(roles, Integer.MAX_VALUE));
    }

    /** The wire name of the kind; null for a public room. */
    String kind() {
        return settings.kind() == RoomKind.PUBLIC ? null : settings.kind().wireName();
    }

    String history() {
        return settings.sharesHistory() ? null : JOINED;
    }

    /** A line with a role, as it is written. */
    public record RoleLine(
            String type, Member member, Role role, Instant until, Role afterwards, Long from, KeptLine kept) {}

    /** See {@link Kept}. */
    public record KeptLine(Role role, Instant until, Role afterwards) {
        static KeptLine of(Kept kept) {
            return kept == null ? null : new KeptLine(kept.role(), kept.until(), kept.then());
        }
    }

    /** Writes a role, without the reason and the addresses of a ban. @throws Refusal if it could not be read again */
    public static String line(Standing standing) {
        String line = Json.write(new RoleLine(
                "role",
                standing.member(),
                standing.role(),
                standing.until(),
                standing.then(),
                standing.from() == 0 ? null : (Long) standing.from(),
                KeptLine.of(standing.kept())));
        role(line);
        return line;
    }

    /** Reads a role. @throws Refusal if the line is invalid */
    public static Standing role(String line) {
        StrictObject fields = StrictObject.of(line, ROLE);
        fields.require(fields.string("type").equals("role"), "type", "must be role");
        StrictObject member = fields.object("member", MEMBER);
        String id = member.string("id");
        member.require(Transcript.isId(id), "id", "must be a member id");
        Kept own = term(fields);
        return new Standing(
                new Member(id, Text.name("name", member.string("name"))),
                own.role(),
                own.until(),
                own.then(),
                fields.has("from") ? fields.wholeNumber("from", 1) : 0,
                own.role() == Role.BANNED || own.then() == Role.BANNED ? new Ban(null, List.of()) : null,
                fields.has("kept") ? term(fields.object("kept", KEPT)) : null);
    }

    /** A role and its end. */
    private static Kept term(StrictObject fields) {
        boolean limited = fields.has("until");
        fields.require(limited == fields.has("afterwards"), "afterwards", "must come with until, and only then");
        return new Kept(
                Role.of("role", fields.string("role")),
                limited ? fields.instant("until") : null,
                limited ? Role.of("afterwards", fields.string("afterwards")) : null);
    }
}

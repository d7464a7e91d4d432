package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Member;
import chat.parley.event.RoomChange;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What the decisions about a room say of a person. All of them are in the audit log, which is short. */
public final class PersonRulings {
    private static final String DECISIONS = "SELECT \"offset\", kind, body, sender FROM audit WHERE room = ? "
            + "AND kind IN ('role', 'ending', 'creation') AND (sender = ? OR body LIKE ?)";
    private static final String REDACT_AUDIT = "UPDATE audit SET body = ? WHERE room = ? AND \"offset\" = ?";
    private static final String REDACT_ENTRY =
            "UPDATE entry SET body = ? WHERE room = ? AND \"offset\" = ? AND body IS NOT NULL";
    private static final String RENAME_AUTHOR =
            "UPDATE audit SET sender_name = ? WHERE room = ? AND sender = ? AND sender_name <> ?";
    private static final String RENAME_BANNED =
            "UPDATE standing SET name = ?, reason = '' WHERE room = ? AND member = ? AND role = 'banned'";
    private static final String FORGET_REASON =
            "UPDATE standing SET reason = '' WHERE room = ? AND member = ? AND reason = ?";
    private static final String REMOVE = "DELETE FROM standing WHERE room = ? AND member = ? AND role <> 'banned'";
    private static final String NAMES =
            "SELECT name FROM standing WHERE member = ? " + "UNION SELECT sender_name FROM audit WHERE sender = ?";
    private static final String CONCERNS = "SELECT count(*) FROM standing WHERE room = ? AND member = ? AND name <> ?";

    private record Decision(long offset, String author, RoomChange change) {}

    private PersonRulings() {}

    /** The names under which the person has roles, or decided. */
    public static List<String> names(Connection connection, String member) throws SQLException {
        return Sql.all(connection, NAMES, row -> row.getString(1), member, member);
    }

    /** Whether the person has a role in the room that {@link #redact} would change. */
    static boolean concerns(Connection connection, RoomRow room, Member person) throws SQLException {
        return Sql.one(connection, CONCERNS, row -> row.getLong(1), room.id(), person.id(), person.name()) > 0;
    }

    /**
     * Ends the person's role, but not a ban, replaces its name, and removes the reasons that the person gave or that were
     * given about it. Returns the number of decisions changed.
     */
    static long redact(Connection connection, RoomRow room, Member person) throws SQLException {
        long names = 0; // an author's name is a copy of that in the entry, which is counted
        Sql.update(connection, RENAME_AUTHOR, person.name(), room.id(), person.id(), person.name());
        Sql.update(connection, REMOVE, room.id(), person.id());
        Sql.update(connection, RENAME_BANNED, person.name(), room.id(), person.id());
        for (Decision decision : decisions(connection, room, person)) {
            String before = decision.change().content();
            forgetReason(connection, room, decision, person);
            String after = redacted(decision, person).content();
            if (!after.equals(before)) {
                Sql.update(connection, REDACT_AUDIT, after, room.id(), decision.offset());
                Sql.update(connection, REDACT_ENTRY, after, room.id(), decision.offset());
                names++;
            }
        }
        return names;
    }

    private static List<Decision> decisions(Connection connection, RoomRow room, Member person) throws SQLException {
        String mentioning = "%\"" + person.id().replaceAll("([%_])", "_") + "\"%";
        return Sql.all(
                connection,
                DECISIONS,
                row -> new Decision(row.getLong(1), row.getString(4), (RoomChange)
                        Body.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT))
                                .read(0, row.getString(3))),
                room.id(),
                person.id(),
                mentioning);
    }

    /** Without the person's name, and without a reason that was written by or about the person. */
    private static RoomChange redacted(Decision decision, Member person) {
        RoomChange change = named(decision.change(), person);
        return change instanceof RoomChange.Grant grant && isByOrAbout(decision.author(), grant, person)
                ? grant.withoutReason()
                : change;
    }

    private static boolean isByOrAbout(String author, RoomChange.Grant grant, Member person) {
        return author.equals(person.id()) || grant.member().id().equals(person.id());
    }

    /** The role of a ban has a copy of its reason. */
    private static void forgetReason(Connection connection, RoomRow room, Decision decision, Member person)
            throws SQLException {
        if (decision.change() instanceof RoomChange.Grant grant
                && grant.reason() != null
                && decision.author().equals(person.id())) {
            Sql.update(connection, FORGET_REASON, room.id(), grant.member().id(), grant.reason());
        }
    }

    private static RoomChange named(RoomChange change, Member person) {
        if (change instanceof RoomChange.Grant grant) {
            return grant.named(named(grant.member(), person));
        }
        if (change instanceof RoomChange.Ending ending) {
            return new RoomChange.Ending(named(ending.member(), person), ending.role());
        }
        RoomChange.Creation creation = (RoomChange.Creation) change;
        return new RoomChange.Creation(
                creation.roomKind(),
                creation.title(),
                creation.members().stream().map(one -> named(one, person)).toList(),
                creation.sharesHistory());
    }

    private static Member named(Member member, Member person) {
        return member.id().equals(person.id()) ? person : member;
    }
}

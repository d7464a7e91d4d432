package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Position;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The table {@code entry}. Messages are read in their present state, joined from {@link MessageRows}. */
public final class EntryRows {
    /** Prefix of refs made up by the server; clients' refs contain no spaces. */
    static final String SERVER_REF = " ";

    private static final String SELECT =
            "SELECT e.\"offset\", e.tag, e.sender, e.sender_name, e.ref, e.at, e.kind, e.target, e.body, e.digest, "
                    + MessageRows.COLUMNS
                    + ", n.places FROM entry e LEFT JOIN message m ON m.room = e.room AND m.\"offset\" = e.\"offset\""
                    + MentionRows.JOIN + "WHERE e.room = ? ";
    private static final String AFTER =
            SELECT + "AND e.\"offset\" > ? AND e.\"offset\" <= ? ORDER BY e.\"offset\" LIMIT ?";
    private static final String BEFORE =
            SELECT + "AND e.\"offset\" > ? AND e.\"offset\" < ? ORDER BY e.\"offset\" DESC LIMIT ?";
    private static final String MESSAGES_AFTER = AFTER.replace("ORDER", "AND e.kind = 'message' ORDER");
    private static final String MESSAGES_BEFORE = BEFORE.replace("ORDER", "AND e.kind = 'message' ORDER");
    /** Starts with the pins, of which there are few; SQLite keeps the order of a cross join. */
    static final String PINNED = SELECT.replace(
                    "FROM entry e",
                    "FROM (SELECT \"offset\" AS place FROM message WHERE room = ? AND pinned = 1 ORDER BY \"offset\" DESC LIMIT ?) p "
                            + "CROSS JOIN entry e")
            + "AND e.\"offset\" = p.place AND e.\"offset\" > ? ORDER BY e.\"offset\" DESC";

    private static final String BY_REF = SELECT + "AND e.sender = ? AND e.ref = ?";
    private static final String AT = SELECT + "AND e.\"offset\" = ?";
    private static final String TAG = "SELECT tag FROM entry WHERE room = ? AND \"offset\" = ?";
    private static final String INSERT =
            "INSERT INTO entry (room, \"offset\", tag, kind, sender, sender_name, ref, target, at, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                    + "ON CONFLICT (room, sender, ref) DO NOTHING";
    private static final String INSERT_SET = INSERT.replaceFirst("VALUES (\\(.*?\\))", "SELECT * FROM unnest$1");
    private static final String NAMES =
            "SELECT DISTINCT sender_name FROM entry WHERE room = ? AND sender = ? AND sender_name <> ''";
    private static final String RENAME = "UPDATE entry SET sender_name = ?"
            + " WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ? AND sender = ? AND sender_name NOT IN ('', ?)";
    private static final String REDACT =
            "UPDATE entry SET body = NULL, digest = " + Digest.GONE + " WHERE room = ? AND \"offset\" = ?";
    /** A range of targets and a plus, or SQLite would read the whole log instead of the index {@code entry_edits}. */
    static final String REDACT_EDITS = "UPDATE entry SET body = NULL, digest = " + Digest.GONE
            + " WHERE room = ? AND target > ? AND target <= ? AND kind = 'edit' AND body IS NOT NULL AND +\"offset\" < ?";

    private EntryRows() {}

    /** The entries after the offset, up to the head in {@code room}. */
    public static List<Entry> after(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        return after(AFTER, connection, room, offset, limit);
    }

    /** Like {@link #after}, messages only. */
    static List<Entry> messagesAfter(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        return after(MESSAGES_AFTER, connection, room, offset, limit);
    }

    private static List<Entry> after(String query, Connection connection, RoomRow room, long offset, int limit)
            throws SQLException {
        return Sql.all(
                connection,
                query,
                row -> read(room, row),
                room.id(),
                Math.max(offset, room.floor().offset()),
                room.head().offset(),
                (long) limit);
    }

    static List<Entry> before(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        return before(BEFORE, connection, room, offset, limit);
    }

    static List<Entry> messagesBefore(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        return before(MESSAGES_BEFORE, connection, room, offset, limit);
    }

    private static List<Entry> before(String query, Connection connection, RoomRow room, long offset, int limit)
            throws SQLException {
        long end = Math.min(offset, room.head().offset() + 1);
        List<Entry> newestFirst = Sql.all(
                connection,
                query,
                row -> read(room, row),
                room.id(),
                room.floor().offset(),
                end,
                (long) limit);
        List<Entry> entries = new ArrayList<>(newestFirst);
        Collections.reverse(entries);
        return entries;
    }

    /** The pinned messages, newest first. */
    static List<Entry> pinned(Connection connection, RoomRow room, int limit) throws SQLException {
        return Sql.all(
                connection,
                PINNED,
                row -> read(room, row),
                room.id(),
                (long) limit,
                room.id(),
                room.floor().offset());
    }

    /** The entry stored under this ref, even below the floor; null if there is none. */
    static Stored byRef(Connection connection, RoomRow room, String sender, String ref) throws SQLException {
        return Sql.one(connection, BY_REF, row -> new Stored(read(room, row), row.getLong(10)), room.id(), sender, ref);
    }

    /** The entry at this offset; null if there is none. */
    public static Entry at(Connection connection, RoomRow room, long offset) throws SQLException {
        return Sql.one(connection, AT, row -> read(room, row), room.id(), offset);
    }

    /** A stored entry; its content may be redacted. */
    record Stored(Entry entry, long digest) {
        Stored(Entry entry) {
            this(entry, Digest.of(entry.body()));
        }

        /**
         * Whether the body repeats this entry. Once content is redacted, any body of the same kind counts as a
         * repetition.
         */
        boolean matches(Body body) {
            return digest == Digest.GONE ? entry.body().kind() == body.kind() : digest == Digest.of(body);
        }
    }

    /** The tag of the entry at this offset; null if there is none. */
    static String tag(Connection connection, RoomRow room, long offset) throws SQLException {
        return Sql.one(connection, TAG, row -> row.getString(1), room.id(), offset);
    }

    /**
     * Inserts the entries. Returns false if one of the refs already exists; the transaction must then be rolled back.
     */
    static boolean insert(Connection connection, Database database, List<PlacedEntry> placed) throws SQLException {
        List<Object[]> lines = placed.stream().map(EntryRows::line).toList();
        boolean all = database.dialect().supportsArrays() && lines.size() > 1
                ? Sql.updateSet(connection, INSERT_SET, lines) == lines.size()
                : IntStream.of(Sql.updateAll(connection, INSERT, lines)).noneMatch(count -> count == 0);
        if (all) {
            MentionRows.put(connection, placed);
        }
        return all;
    }

    /** The names under which a member wrote entries. */
    public static List<String> names(Connection connection, RoomRow room, String member) throws SQLException {
        return Sql.all(connection, NAMES, row -> row.getString(1), room.id(), member);
    }

    /** Replaces a member's name in its entries after {@code after}, up to {@code upTo}. */
    static int rename(Connection connection, RoomRow room, long after, long upTo, Member member) throws SQLException {
        return Sql.update(connection, RENAME, member.name(), room.id(), after, upTo, member.id(), member.name());
    }

    /** Redacts the message's original text, and its edits before an offset. */
    static void redact(Connection connection, RoomRow room, long offset, long before) throws SQLException {
        MentionRows.forgetEdits(connection, room, offset - 1, offset, before);
        Sql.update(connection, REDACT, room.id(), offset);
        Sql.update(connection, REDACT_EDITS, room.id(), offset - 1, offset, before);
    }

    private static Object[] line(PlacedEntry placed) {
        Entry entry = placed.entry();
        Body body = entry.body();
        return new Object[] {
            placed.room().id(),
            entry.offset(),
            entry.position().tag(),
            body.kind().word(),
            entry.author().id(),
            entry.author().name(),
            entry.ref(),
            body.target(),
            entry.at().toEpochMilli(),
            body.content(),
            placed.digest()
        };
    }

    private static Entry read(RoomRow room, ResultSet row) throws SQLException {
        String ref = row.getString(5);
        Body body = body(row.getString(7), row.getLong(8), row.getString(9));
        List<Mention> mentions = MentionRows.read(row.getString(17));
        return new Entry(
                room.name(),
                new Position(room.head().epoch(), row.getLong(1), row.getString(2)),
                Instant.ofEpochMilli(row.getLong(6)),
                new Member(row.getString(3), row.getString(4)),
                body,
                body.kind() == Body.Kind.MESSAGE ? MessageRows.read(row, 11, mentions) : null,
                ref.startsWith(SERVER_REF) ? null : ref,
                mentions);
    }

    private static Body body(String kind, long target, String content) throws SQLException {
        try {
            return Body.Kind.valueOf(kind.toUpperCase(Locale.ROOT)).read(target, content);
        } catch (IllegalArgumentException e) {
            throw new SQLException("Unknown entry kind " + kind + "; a newer Parley may have written it", e);
        }
    }
}

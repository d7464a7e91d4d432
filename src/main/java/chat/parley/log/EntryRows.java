package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table {@code entry}. */
final class EntryRows {
    /** Before every ref that the server gave: a client's own has no spaces. */
    static final String SERVER_REF = " ";

    private static final String MESSAGE = "message";
    private static final String SELECT = "SELECT \"offset\", tag, sender, sender_name, ref, at, body, digest FROM entry WHERE room = ? ";
    private static final String AFTER = SELECT + "AND \"offset\" > ? AND \"offset\" <= ? ORDER BY \"offset\" LIMIT ?";
    private static final String BEFORE = SELECT + "AND \"offset\" > ? AND \"offset\" < ? ORDER BY \"offset\" DESC LIMIT ?";
    private static final String BY_REF = SELECT + "AND sender = ? AND ref = ?";
    private static final String TAG = "SELECT tag FROM entry WHERE room = ? AND \"offset\" = ?";
    private static final String INSERT = "INSERT INTO entry (room, \"offset\", tag, kind, sender, sender_name, ref, at, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            + "ON CONFLICT (room, sender, ref) DO NOTHING";
    private static final String INSERT_SET = INSERT.replaceFirst("VALUES (\\(.*?\\))", "SELECT * FROM unnest$1");

    private EntryRows() {}

    /** What is between the offset and the head that was read with the room. */
    static List<Entry> after(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        return Sql.all(connection, AFTER, row -> read(room, row), room.id(), Math.max(offset, room.floor().offset()), room.head().offset(), (long) limit);
    }

    static List<Entry> before(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        long end = Math.min(offset, room.head().offset() + 1);
        List<Entry> newestFirst = Sql.all(connection, BEFORE, row -> read(room, row), room.id(), room.floor().offset(), end, (long) limit);
        List<Entry> entries = new ArrayList<>(newestFirst);
        Collections.reverse(entries);
        return entries;
    }

    /** Whatever is stored under this ref, above the floor or below; null where nothing is. */
    static Stored byRef(Connection connection, RoomRow room, String sender, String ref) throws SQLException {
        return Sql.one(connection, BY_REF, row -> new Stored(read(room, row), row.getLong(8)), room.id(), sender, ref);
    }

    /** An entry that is stored; its text is null where it is forgotten. */
    record Stored(Entry entry, long digest) {
        Stored(Entry entry) {
            this(entry, EntryRows.digest(entry.text()));
        }

        boolean says(String text) {
            return digest == EntryRows.digest(text);
        }
    }

    /** Null where there is no such entry. */
    static String tag(Connection connection, RoomRow room, long offset) throws SQLException {
        return Sql.one(connection, TAG, row -> row.getString(1), room.id(), offset);
    }

    /** Stores the entries, whose refs are the stored ones. False where one of the refs is there already: then the transaction is of no use. */
    static boolean insert(Connection connection, Database database, List<Placed> placed) throws SQLException {
        List<Object[]> lines = placed.stream().map(EntryRows::line).toList();
        if (database.dialect().takesSets() && lines.size() > 1) {
            return Sql.updateSet(connection, INSERT_SET, lines) == lines.size();
        }
        for (int count : Sql.updateAll(connection, INSERT, lines)) {
            if (count == 0) {
                return false;
            }
        }
        return true;
    }

    /** An entry, the room that it belongs to, and the digest of its text. */
    record Placed(RoomRow room, Entry entry, long digest) {
        Placed(RoomRow room, Entry entry) {
            this(room, entry, EntryRows.digest(entry.text()));
        }
    }

    private static Object[] line(Placed placed) {
        Entry entry = placed.entry();
        return new Object[] {placed.room().id(), entry.offset(), entry.position().tag(), MESSAGE, entry.author().id(), entry.author().name(), entry.ref(),
            entry.at().toEpochMilli(), entry.text(), placed.digest()};
    }

    private static long digest(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static Entry read(RoomRow room, ResultSet row) throws SQLException {
        String ref = row.getString(5);
        return new Entry(room.name(), new Position(room.head().epoch(), row.getLong(1), row.getString(2)), Instant.ofEpochMilli(row.getLong(6)),
                new Member(row.getString(3), row.getString(4)), row.getString(7), ref.startsWith(SERVER_REF) ? null : ref);
    }
}

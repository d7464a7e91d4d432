package chat.parley.log;

import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSettings;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A row of the table {@code room}, with the bounds of the room's log.
 *
 * @param id the number by which other tables refer to the row; 0 if the row does not exist
 * @param rulesAt the offset of the entry that set the rules; 0 if there are none
 * @param guarded whether the settings, or somebody's role, differ from those of an ordinary room
 */
public record RoomRow(
        long id,
        RoomRef ref,
        Position head,
        Position floor,
        String topic,
        RoomSettings settings,
        boolean guarded,
        long rulesAt) {
    private static final String COLUMNS =
            "SELECT id, epoch, head, head_tag, floor, floor_tag, name, topic, uid, kind, title, archived, slow_mode,"
                    + " guarded, shares_history, rules_offset FROM room ";
    private static final String SELECT = COLUMNS + "WHERE uid = ?";
    private static final String BY_ID = COLUMNS + "WHERE id = ?";
    private static final String LOCK_SET = COLUMNS + "WHERE uid = ANY (?) ORDER BY uid COLLATE \"C\" FOR UPDATE";
    private static final String REFS = "SELECT uid, name FROM room WHERE uid > ? ORDER BY uid LIMIT ?";
    private static final String MOVE_HEAD = "UPDATE room SET head = ?, head_tag = ?, active = ? WHERE id = ?";
    private static final String MOVE_HEADS =
            "UPDATE room SET head = moved.head, head_tag = moved.tag, active = moved.active FROM unnest(?, ?, ?, ?) AS"
                    + " moved (head, tag, active, id) WHERE room.id = moved.id";
    private static final String SET_TOPIC = "UPDATE room SET topic = ? WHERE id = ?";
    private static final String SET_RULES = "UPDATE room SET rules = ?, rules_offset = ? WHERE id = ?";
    private static final String RULES = "SELECT rules, rules_offset FROM room WHERE id = ?";
    private static final String ADOPT = "UPDATE room SET uid = ? WHERE folded = ? AND uid IS NULL";
    private static final String CREATE =
            "INSERT INTO room (name, uid, folded, epoch, head, head_tag, floor, floor_tag, kind) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String BEGIN = "UPDATE room SET epoch = ?, head = ?, floor = ? WHERE uid = ?";
    private static final String SET =
            "UPDATE room SET kind = ?, title = ?, archived = ?, slow_mode = ?, shares_history = ?, guarded = 1 WHERE"
                    + " id = ?";
    private static final String GUARDED = COLUMNS + "WHERE guarded = 1 OR uid LIKE '" + RoomId.UNLISTED + "%'";

    /** The room's own name. */
    public String name() {
        return ref.name();
    }

    /** At most {@code limit} rooms whose ids come after this text, in order. */
    public static List<RoomRef> refsAfter(Connection connection, String id, int limit) throws SQLException {
        return Sql.all(
                connection, REFS, row -> new RoomRef(new RoomId(row.getString(1)), row.getString(2)), id, (long) limit);
    }

    /** The room's row; an empty one if it does not exist. */
    public static RoomRow find(Connection connection, Database database, RoomRef room) throws SQLException {
        RoomRow row = Sql.one(connection, SELECT, RoomRow::read, room.id().text());
        if (row != null) {
            return row;
        }
        Position start = RoomStart.of(connection, database, room.id());
        return new RoomRow(0, room, start, start, "", RoomSettings.ORDINARY, false, 0);
    }

    /** The room's row, without a lock; null if it does not exist. */
    public static RoomRow lookUp(Connection connection, RoomId room) throws SQLException {
        return Sql.one(connection, SELECT, RoomRow::read, room.text());
    }

    /** Those of the rooms that exist. */
    public static List<RoomRow> all(Connection connection, Database database, Collection<RoomId> rooms)
            throws SQLException {
        Dialect dialect = database.dialect();
        return Sql.all(
                connection,
                COLUMNS + "WHERE uid " + dialect.inList(),
                RoomRow::read,
                dialect.list(rooms.stream().map(RoomId::text).toList()));
    }

    /** The row with this number; null if there is none. */
    public static RoomRow byId(Connection connection, long id) throws SQLException {
        return Sql.one(connection, BY_ID, RoomRow::read, id);
    }

    /** The rooms that are not ordinary. */
    public static List<RoomRow> guarded(Database database) throws SQLException {
        try (Connection connection = database.readConnection()) {
            return Sql.all(connection, GUARDED, RoomRow::read);
        }
    }

    /**
     * Creates the public room if it is missing, or gives it the id that an older server did not. Does not lock it.
     * Addresses of private rooms are no names for public ones.
     */
    public static void createIfMissing(Connection connection, Database database, RoomRef room) throws SQLException {
        if (!room.id().isUnlisted()) {
            create(connection, database, room, RoomKind.PUBLIC);
        }
    }

    /** Creates the room if it is missing. */
    static void create(Connection connection, Database database, RoomRef room, RoomKind kind) throws SQLException {
        String id = room.id().text();
        Position start = RoomStart.of(connection, database, room.id());
        int created = Sql.update(
                connection,
                RoomStart.numbered(database.dialect(), CREATE),
                room.name(),
                id,
                id,
                start.epoch(),
                start.offset(),
                start.tag(),
                start.offset(),
                start.tag(),
                kind.wireName());
        if (created == 0) {
            Sql.update(connection, ADOPT, id, id);
            return;
        }
        // on PostgreSQL, the insert may have waited for the deletion of the former room
        Position now = RoomStart.of(connection, database, room.id());
        if (!now.equals(start)) {
            Sql.update(connection, BEGIN, now.epoch(), now.offset(), now.offset(), id);
        }
    }

    /** Whether the room was deleted, and there is no new one of the same name. */
    boolean isGone() {
        return id == 0 && RoomStart.isSecond(head);
    }

    /** Whether nothing has been appended yet. */
    boolean isEmpty() {
        return head.equals(floor) && Position.NO_TAG.equals(head.tag()) && !guarded;
    }

    /** Locks the room for this transaction, creating it if it is missing; null for an unknown private room. */
    public static RoomRow lock(Connection connection, Database database, RoomRef room) throws SQLException {
        RoomRow row = lockIfPresent(connection, database, room.id());
        if (row == null) {
            createIfMissing(connection, database, room);
            row = lockIfPresent(connection, database, room.id());
        }
        return row;
    }

    /** Locks the room for this transaction; null if it does not exist. */
    public static RoomRow lockIfPresent(Connection connection, Database database, RoomId room) throws SQLException {
        return Sql.one(connection, SELECT + database.dialect().forUpdate(), RoomRow::read, room.text());
    }

    /** Locks those of the rooms that exist, in the order of their ids. Requires {@link Dialect#supportsArrays}. */
    static List<RoomRow> lockSet(Connection connection, Collection<RoomId> rooms) throws SQLException {
        Object ids = rooms.stream().map(RoomId::text).toArray(String[]::new);
        return Sql.all(connection, LOCK_SET, RoomRow::read, ids);
    }

    /** Stores the new heads of locked rooms. */
    static void moveHeads(Connection connection, Database database, Map<RoomRow, Position> heads, Instant now)
            throws SQLException {
        List<Object[]> lines = heads.entrySet().stream()
                .map(head -> new Object[] {
                    head.getValue().offset(),
                    head.getValue().tag(),
                    now.toEpochMilli(),
                    head.getKey().id()
                })
                .toList();
        if (database.dialect().supportsArrays() && lines.size() > 1) {
            Sql.updateSet(connection, MOVE_HEADS, lines);
        } else {
            Sql.updateAll(connection, MOVE_HEAD, lines);
        }
    }

    /** Stores the settings, and that the room is guarded. */
    static void set(Connection connection, RoomRow room, RoomSettings settings) throws SQLException {
        Sql.update(
                connection,
                SET,
                settings.kind().wireName(),
                settings.title() == null ? "" : settings.title(),
                settings.archived() ? 1L : 0L,
                (long) settings.slowMode(),
                settings.sharesHistory() ? 1L : 0L,
                room.id());
    }

    static void setTopic(Connection connection, RoomRow room, String topic) throws SQLException {
        Sql.update(connection, SET_TOPIC, topic, room.id());
    }

    static void setRules(Connection connection, RoomRow room, Rules rules) throws SQLException {
        Sql.update(connection, SET_RULES, rules.text(), rules.offset(), room.id());
    }

    static Rules rules(Connection connection, RoomRow room) throws SQLException {
        Rules rules = Sql.one(connection, RULES, row -> new Rules(row.getString(1), row.getLong(2)), room.id());
        return rules == null ? new Rules("", 0) : rules;
    }

    private static RoomRow read(ResultSet row) throws SQLException {
        String epoch = row.getString(2);
        RoomRef ref = new RoomRef(new RoomId(row.getString(9)), row.getString(7));
        return new RoomRow(
                row.getLong(1),
                ref,
                new Position(epoch, row.getLong(3), row.getString(4)),
                new Position(epoch, row.getLong(5), row.getString(6)),
                row.getString(8),
                settings(row),
                row.getLong(14) == 1,
                row.getLong(16));
    }

    private static RoomSettings settings(ResultSet row) throws SQLException {
        String title = row.getString(11);
        return new RoomSettings(
                RoomKind.of(row.getString(10)),
                title.isEmpty() ? null : title,
                row.getLong(12) == 1,
                row.getInt(13),
                row.getLong(15) == 1);
    }
}

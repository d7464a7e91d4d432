package chat.parley.index;

import chat.parley.event.RoomId;
import chat.parley.log.RoomRow;
import chat.parley.search.Flag;
import chat.parley.search.Words;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * A transaction that brings the index closer to the logs of some rooms. It locks each room's row, in the common lock
 * order, so that a message cannot change between being read and being indexed, and a second server finds the work done.
 */
final class IndexTransaction {
    private static final int CHARS = 64 * 1024;
    /** Once this time has passed, no further room is begun, because messages wait meanwhile. */
    private static final long SLICE_NANOS = 3_000_000;

    private static final String COLUMNS =
            "SELECT entry.\"offset\", entry.kind, entry.target, entry.sender_name, entry.at, coalesce(message.text, entry.body), coalesce(message.deleted, 0), coalesce(message.pinned, 0) "
                    + "FROM entry LEFT JOIN message ON message.room = entry.room AND message.\"offset\" = entry.\"offset\" WHERE entry.room = ? ";
    private static final String NEXT =
            COLUMNS + "AND entry.\"offset\" > ? AND entry.\"offset\" <= ? ORDER BY entry.\"offset\" LIMIT ?";
    private static final String ONE = COLUMNS + "AND entry.\"offset\" = ?";
    private static final String INDEXED = "SELECT indexed FROM room WHERE id = ?";
    private static final String MOVE = "UPDATE room SET indexed = ? WHERE id = ?";
    private static final Set<String> CHANGES = Set.of("edit", "pin", "unpin");
    private static final Pattern LINK = Pattern.compile("\\bhttps?://[^\\s/]", Pattern.CASE_INSENSITIVE);

    /** The columns of an entry that matter here. @param text the present text of a message, or null */
    private record EntryText(
            long offset, String kind, long target, String author, long at, String text, boolean pinned) {
        static EntryText read(ResultSet row) throws SQLException {
            return new EntryText(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(7) == 0 ? row.getString(6) : null,
                    row.getLong(8) != 0);
        }

        boolean isMessage() {
            return kind.equals("message") && text != null;
        }

        /** Whether its target must be indexed again. Deletions remove their targets from the index themselves. */
        boolean changesTarget() {
            return CHANGES.contains(kind);
        }
    }

    private final Database database;
    private final Connection connection;
    private final LongSupplier nanos;
    private final List<SearchRows.Row> rows = new ArrayList<>();
    private int left;
    private int charsLeft = CHARS;

    private IndexTransaction(Database database, Connection connection, int most, LongSupplier nanos) {
        this.nanos = nanos;
        this.database = database;
        this.connection = connection;
        this.left = most;
    }

    /**
     * The rooms that are still behind.
     *
     * @param unfinished begun, but has more entries
     * @param waiting not begun
     */
    record Rest(List<RoomId> unfinished, List<RoomId> waiting) {
        boolean isEmpty() {
            return unfinished.isEmpty() && waiting.isEmpty();
        }
    }

    /**
     * Begins at least one room.
     *
     * @param rooms not empty
     * @param most maximum number of entries to read
     * @param nanos elapsed time, like {@link System#nanoTime}
     */
    static Rest run(Database database, Collection<RoomId> rooms, int most, LongSupplier nanos) throws SQLException {
        return database.write(connection -> new IndexTransaction(database, connection, most, nanos).index(rooms));
    }

    /** Skips one entry for good. */
    static void skip(Database database, RoomId id) throws SQLException {
        database.write(connection -> {
            RoomRow room = RoomRow.lockIfPresent(connection, database, id);
            if (room == null) {
                return 0;
            }
            long after = Math.max(room.floor().offset(), indexed(connection, room));
            return Sql.update(connection, MOVE, Math.min(room.head().offset(), after + 1), room.id());
        });
    }

    private Rest index(Collection<RoomId> rooms) throws SQLException {
        TreeSet<RoomId> waiting = new TreeSet<>(rooms);
        List<RoomId> unfinished = new ArrayList<>();
        long start = nanos.getAsLong();
        do {
            RoomId room = waiting.pollFirst();
            if (!index(RoomRow.lockIfPresent(connection, database, room))) {
                unfinished.add(room);
            }
        } while (!waiting.isEmpty() && left > 0 && charsLeft > 0 && nanos.getAsLong() - start < SLICE_NANOS);
        SearchRows.put(connection, database, rows);
        return new Rest(unfinished, List.copyOf(waiting));
    }

    private static long indexed(Connection connection, RoomRow room) throws SQLException {
        return Sql.one(connection, INDEXED, row -> row.getLong(1), room.id());
    }

    /** Returns whether the index has reached the room's head. @param room null if an older store was restored */
    private boolean index(RoomRow room) throws SQLException {
        if (room == null) {
            return true;
        }
        long indexed = indexed(connection, room);
        long head = room.head().offset();
        if (indexed > head) { // an older log was restored
            SearchRows.forget(connection, database, room.id(), head, indexed);
            indexed = 0;
        }
        long after = Math.max(room.floor().offset(), indexed);
        List<EntryText> sources = Sql.all(connection, NEXT, EntryText::read, room.id(), after, head, (long) left);
        Set<Long> reindexed = new HashSet<>();
        long upTo = sources.isEmpty() ? head : after; // everything below is indexed or removed
        for (EntryText source : sources) {
            if (charsLeft <= 0) {
                break;
            }
            upTo = source.offset();
            left--;
            if (source.isMessage()) {
                add(room, source);
            } else if (source.changesTarget() && source.target() <= after && reindexed.add(source.target())) {
                reindex(room, source.target());
            }
        }
        if (upTo > after && SearchRows.has(connection, room.id(), after, upTo)) {
            // leftovers, for example of a restored store
            SearchRows.forget(connection, database, room.id(), after, upTo);
        }
        if (upTo != indexed) {
            Sql.update(connection, MOVE, upTo, room.id());
        }
        return upTo == head;
    }

    private void reindex(RoomRow room, long offset) throws SQLException {
        SearchRows.forget(connection, database, room.id(), offset - 1, offset);
        EntryText now = Sql.one(connection, ONE, EntryText::read, room.id(), offset);
        if (now != null && now.isMessage() && offset > room.floor().offset()) {
            add(room, now);
        }
    }

    private void add(RoomRow room, EntryText message) {
        charsLeft -= message.text().length();
        List<String> tags = new ArrayList<>(List.of(IndexWords.ALL, IndexWords.IN + room.id()));
        if (LINK.matcher(message.text()).find()) {
            tags.add(Flag.LINK.word());
        }
        if (message.pinned()) {
            tags.add(Flag.PINNED.word());
        }
        Words.of(message.author()).forEach(word -> tags.add(IndexWords.BY + word));
        rows.add(SearchRows.Row.of(room.id(), message.offset(), message.at(), tags, Words.of(message.text())));
    }
}

package chat.parley.index;

import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The table {@code search}, and SQLite's {@code search_words} beside it. Writers must hold the lock of the room's row.
 */
final class SearchRows {
    private static final int LOW_BITS = 20;
    private static final long LOW = (1L << LOW_BITS) - 1;
    private static final long LATEST = (1L << (Long.SIZE - 1 - LOW_BITS)) - 1;
    /** Spreads the ids of rooms, so that messages of the same moment rarely collide. */
    private static final long APART = 0x9E3779B97F4A7C15L;

    private static final String IN_RANGE = "room = ? AND \"offset\" > ? AND \"offset\" <= ?";
    private static final String FORGET_WORDS =
            "DELETE FROM search_words WHERE rowid IN (SELECT id FROM search WHERE " + IN_RANGE + ")";
    private static final String FORGET = "DELETE FROM search WHERE " + IN_RANGE;
    private static final String HAS = "SELECT 1 FROM search WHERE " + IN_RANGE + " LIMIT 1";
    private static final String INSERT =
            "INSERT INTO search (id, room, \"offset\") VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String INSERT_WORDS = "INSERT INTO search_words (rowid, words, tags) VALUES (?, ?, ?)";
    private static final String INSERT_VECTOR =
            "INSERT INTO search (id, room, \"offset\", words) VALUES (?, ?, ?, CAST(? AS tsvector)) ON CONFLICT (id) DO NOTHING";

    /** A message to index. */
    record Row(long id, long room, long offset, List<String> tags, List<String> words) {
        /** @param at the message's time, in milliseconds since 1970 */
        static Row of(long room, long offset, long at, List<String> tags, List<String> words) {
            return new Row(first(at) + (room * APART + offset & LOW), room, offset, tags, words);
        }

        private Row next() {
            return new Row(id & ~LOW | id + 1 & LOW, room, offset, tags, words);
        }
    }

    private SearchRows() {}

    /** The lowest id of messages of this time, in milliseconds since 1970. */
    static long first(long at) {
        return Math.max(0, Math.min(at, LATEST)) << LOW_BITS;
    }

    /** Inserts the rows. None of the messages may be indexed already. */
    static void put(Connection connection, Database database, List<Row> rows) throws SQLException {
        boolean vectors = database.dialect() == Dialect.POSTGRESQL;
        // In the order of ids: this avoids deadlocks between servers, and is the fastest order for SQLite's index.
        List<Row> waiting =
                rows.stream().sorted(Comparator.comparingLong(Row::id)).toList();
        List<Row> stored = new ArrayList<>();
        while (!waiting.isEmpty()) {
            int[] counts = vectors
                    ? Sql.updateAll(
                            connection,
                            INSERT_VECTOR,
                            waiting.stream().map(SearchRows::vectorLine).toList())
                    : Sql.updateAll(
                            connection,
                            INSERT,
                            waiting.stream()
                                    .map(row -> new Object[] {row.id(), row.room(), row.offset()})
                                    .toList());
            List<Row> again = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    again.add(waiting.get(i).next()); // the id is taken by a message of another room
                } else {
                    stored.add(waiting.get(i));
                }
            }
            waiting = again;
        }
        if (!vectors && !stored.isEmpty()) {
            Sql.updateAll(
                    connection,
                    INSERT_WORDS,
                    stored.stream()
                            .map(row -> new Object[] {
                                row.id(), IndexWords.spaced(row.words()), IndexWords.spaced(row.tags())
                            })
                            .toList());
        }
    }

    private static Object[] vectorLine(Row row) {
        return new Object[] {row.id(), row.room(), row.offset(), IndexWords.vector(row.tags(), row.words())};
    }

    /** Whether the index contains messages after {@code after}, up to {@code upTo}. */
    static boolean has(Connection connection, long room, long after, long upTo) throws SQLException {
        return Sql.one(connection, HAS, row -> true, room, after, upTo) != null;
    }

    /** Removes messages after {@code after}, up to {@code upTo}, from the index. */
    static void forget(Connection connection, Database database, long room, long after, long upTo) throws SQLException {
        if (database.dialect() == Dialect.SQLITE) {
            Sql.update(connection, FORGET_WORDS, room, after, upTo);
        }
        Sql.update(connection, FORGET, room, after, upTo);
    }
}

package chat.parley.bench;

import chat.parley.event.RoomKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes rooms, with their search index, into Parley's SQLite file while no server uses it: many times faster than
 * posting, and than an import, which leaves the indexing to the server.
 */
final class BulkStore implements AutoCloseable {
    /** A word in ten messages of each room. */
    static final String RARE_WORD = "zyzzyva";

    private static final int RARE = 10;
    private static final int AUTHORS = 100;
    private static final int WORDS = 16;
    private static final int VOCABULARY = 5_000;
    private static final int BATCH = 1_000;
    private static final String TAG = "bench";
    private static final long SECOND = 1_000;
    private final Connection connection;
    private final Random random = new Random(1);

    /** @param data the folder of a store that a server has created */
    BulkStore(Path data) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -200000");
        }
        connection.setAutoCommit(false);
    }

    /** Adds a room with one message a second until now, and with members who are not online. */
    void add(String room, int messages, int members) throws SQLException {
        long now = System.currentTimeMillis();
        try (PreparedStatement create = connection.prepareStatement(
                "INSERT INTO room (name, uid, folded, epoch, head, head_tag, floor, floor_tag, active, indexed)"
                        + " SELECT ?1, ?2, ?2, epoch, ?3, ?4, 0, '0', ?5, ?3 FROM parley")) {
            fill(create, room, RoomKey.of(room), messages, TAG, now).executeUpdate();
        }
        long id = id(room);
        addMessages(id, messages, now);
        try (PreparedStatement member = connection.prepareStatement(
                "INSERT INTO membership (member, room, name, read_offset, handle) VALUES (?, ?, ?, 0, ?)")) {
            for (int i = 0; i < members; i++) {
                fill(member, "bench-member-" + i, id, "m" + i, "m" + i).addBatch();
            }
            member.executeBatch();
        }
        connection.commit();
    }

    private long id(String room) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM room WHERE name = ?");
                ResultSet row = fill(query, room).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void addMessages(long room, int messages, long now) throws SQLException {
        try (PreparedStatement entry = connection.prepareStatement(
                        "INSERT INTO entry (room, \"offset\", tag, kind, sender, sender_name, ref, target, at, body, digest)"
                                + " VALUES (?, ?, ?, 'message', ?, ?, ?, 0, ?, ?, 0)");
                PreparedStatement search =
                        connection.prepareStatement("INSERT INTO search (id, room, \"offset\") VALUES (?, ?, ?)");
                PreparedStatement words =
                        connection.prepareStatement("INSERT INTO search_words (rowid, words, tags) VALUES (?, ?, ?)")) {
            for (int offset = 1; offset <= messages; offset++) {
                int author = random.nextInt(AUTHORS);
                // The milliseconds differ between rooms, so that the ids do.
                long at = now - (messages - offset) * SECOND + room;
                long id = at << 20; // as in the indexer, without the part that tells messages of one moment apart
                String text = text(offset % Math.max(1, messages / RARE) == messages / RARE / 2);
                fill(entry, room, offset, TAG, "bench-member-" + author, "m" + author, "b" + offset, at, text)
                        .addBatch();
                fill(search, id, room, offset).addBatch();
                fill(words, id, text, "all in" + room + " bym" + author).addBatch();
                if (offset % BATCH == 0 || offset == messages) {
                    entry.executeBatch();
                    search.executeBatch();
                    words.executeBatch();
                }
            }
        }
    }

    /** Words in lower case between single spaces: the text is its own list of words. Some words are frequent. */
    private String text(boolean rare) {
        String text = random.doubles(WORDS)
                .mapToObj(share -> "w" + (int) (VOCABULARY * share * share * share))
                .collect(Collectors.joining(" "));
        return rare ? text + " " + RARE_WORD : text;
    }

    private static PreparedStatement fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

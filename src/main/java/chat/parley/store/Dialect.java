package chat.parley.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What SQLite and PostgreSQL do not say in the same words. */
public enum Dialect {
    SQLITE("", Map.of("identity", "INTEGER PRIMARY KEY", "clustered", " WITHOUT ROWID", "drop_lookup", "", "key", "INTEGER", "words_column", "",
            // It gets words that are taken apart and folded already: "ascii" divides them at the spaces. The text is in the log, so it keeps no copy.
            "words_index", "CREATE VIRTUAL TABLE search_words USING fts5 (words, tags, content='', contentless_delete=1, tokenize='ascii')",
            // To take words out it has to know them, so it keeps a copy; what is in there already is indexed anew.
            "erasable_words", "DROP TABLE search_words;\nCREATE VIRTUAL TABLE search_words USING fts5 (words, tags, tokenize='ascii');\n"
                    + "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);\nDELETE FROM search;\nUPDATE room SET indexed = 0")),
    POSTGRESQL(" FOR UPDATE", Map.of("identity", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "clustered", "",
            "drop_lookup", "ALTER TABLE entry DROP CONSTRAINT entry_room_fkey", "key", "BIGINT", "words_column", ",\n  words TSVECTOR NOT NULL",
            "words_index", "CREATE INDEX search_words ON search USING gin (words)", "erasable_words", "SELECT 1"));

    private static final String UNICODE = "UTF8";

    private final String forUpdate;
    private final Map<String, String> words;

    Dialect(String forUpdate, Map<String, String> words) {
        this.forUpdate = forUpdate;
        this.words = words;
    }

    /** At the end of a query whose rows this transaction is going to change. SQLite's writers are alone anyway. */
    public String forUpdate() {
        return forUpdate;
    }

    /** Whether a command takes many lines at once, as arrays. Where each command is a way to a server and back, that is several times as fast; in SQLite it would be slower. */
    public boolean takesSets() {
        return this == POSTGRESQL;
    }

    /** Behind a column: whether it has one of the values of a parameter, an array or {@code {"values": […]}}. */
    public String among() {
        return this == POSTGRESQL ? "= ANY (?)" : "IN (SELECT value FROM json_each(?, '$.values'))";
    }

    /** For the placeholders in the migrations. */
    Map<String, String> words() {
        return words;
    }

    /**
     * SQLite keeps Unicode always, PostgreSQL if the database was created so.
     *
     * @throws StoreException if the database cannot store every character
     */
    void requireUnicode(Connection connection) throws SQLException {
        String encoding = this == POSTGRESQL ? Sql.one(connection, "SHOW server_encoding", row -> row.getString(1)) : UNICODE;
        if (!encoding.equals(UNICODE)) {
            throw new StoreException("The database's encoding is " + encoding + ", which cannot store every message. Create it with UTF-8:"
                    + " CREATE DATABASE parley ENCODING 'UTF8' TEMPLATE template0", null);
        }
    }

    /** Whether a commit might return before it is on the disk, unless {@link #askForDurability} comes before. */
    boolean mayAnswerEarly(Connection connection) throws SQLException {
        return this == POSTGRESQL && Sql.one(connection, "SHOW synchronous_commit", row -> row.getString(1)).equals("off");
    }

    void askForDurability(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit TO on");
        }
    }
}

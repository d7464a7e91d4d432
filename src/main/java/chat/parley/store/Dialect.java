package chat.parley.store;

import chat.parley.event.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The differences between SQLite and PostgreSQL. */
public enum Dialect {
    SQLITE(
            "",
            Map.of(
                    "identity",
                    "INTEGER PRIMARY KEY",
                    "clustered",
                    " WITHOUT ROWID",
                    "drop_lookup",
                    "",
                    "key",
                    "INTEGER",
                    "words_column",
                    "",
                    // The words are already split and folded; "ascii" only splits at spaces. The log has the text: no
                    // copy.
                    "words_index",
                    "CREATE VIRTUAL TABLE search_words USING fts5 (words, tags, content='', contentless_delete=1, tokenize='ascii')",
                    // Overwriting deleted words needs a stored copy of them, so the index is rebuilt.
                    "erasable_words",
                    "DROP TABLE search_words;\nCREATE VIRTUAL TABLE search_words USING fts5 (words, tags, tokenize='ascii');\n"
                            + "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);\nDELETE FROM search;\nUPDATE room SET indexed = 0")),
    POSTGRESQL(
            " FOR UPDATE",
            Map.of(
                    "identity",
                    "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                    "clustered",
                    "",
                    "drop_lookup",
                    "ALTER TABLE entry DROP CONSTRAINT entry_room_fkey",
                    "key",
                    "BIGINT",
                    "words_column",
                    ",\n  words TSVECTOR NOT NULL",
                    "words_index",
                    "CREATE INDEX search_words ON search USING gin (words)",
                    "erasable_words",
                    "SELECT 1"));

    private static final String UNICODE = "UTF8";

    private final String forUpdate;
    private final Map<String, String> words;

    Dialect(String forUpdate, Map<String, String> words) {
        this.forUpdate = forUpdate;
        this.words = words;
    }

    /** The suffix of a query that locks its rows for update. SQLite has a single writer and needs none. */
    public String forUpdate() {
        return forUpdate;
    }

    /**
     * Whether a statement can take many rows as arrays. PostgreSQL then needs one round trip instead of one per row; in
     * SQLite this would be slower.
     */
    public boolean supportsArrays() {
        return this == POSTGRESQL;
    }

    /** The condition that a column has one of a parameter's values: an array, or {@code {"values": […]}}. */
    public String inList() {
        return this == POSTGRESQL ? "= ANY (?)" : "IN (SELECT value FROM json_each(?, '$.values'))";
    }

    /** The parameter for {@link #inList}. */
    public Object list(Collection<String> values) {
        return this == POSTGRESQL ? values.toArray(String[]::new) : Json.write(new StringList(List.copyOf(values)));
    }

    /** A JSON parameter for a list of values. */
    public record StringList(List<String> values) {}

    /** Reads the size of the database in bytes. */
    String sizeQuery() {
        return this == POSTGRESQL
                ? "SELECT pg_database_size(current_database())"
                : "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    }

    /** Values of the placeholders in the migrations. */
    Map<String, String> words() {
        return words;
    }

    /**
     * Checks that the database can store every character. SQLite always can; PostgreSQL can if it was created with
     * UTF-8.
     *
     * @throws StoreException if it cannot
     */
    void requireUnicode(Connection connection) throws SQLException {
        String encoding =
                this == POSTGRESQL ? Sql.one(connection, "SHOW server_encoding", row -> row.getString(1)) : UNICODE;
        if (!encoding.equals(UNICODE)) {
            throw new StoreException(
                    "Database encoding " + encoding + " cannot store every message."
                            + " Create the database with UTF-8:"
                            + " CREATE DATABASE parley ENCODING 'UTF8' TEMPLATE template0",
                    null);
        }
    }

    /** Whether a commit can return before it is on disk unless {@link #requestDurability} is called first. */
    boolean mayCommitEarly(Connection connection) throws SQLException {
        return this == POSTGRESQL
                && Sql.one(connection, "SHOW synchronous_commit", row -> row.getString(1))
                        .equals("off");
    }

    void requestDurability(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit TO on");
        }
    }
}

package chat.parley.store;

import chat.parley.identity.Secrets;
import chat.parley.search.Mentions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A store as an older Parley left it: the tables of that version, and a conversation of two guests in the columns of
 * that time. Each feature appears with the version that added it.
 */
public final class OldStore {
    /** The last version that knew public rooms only. */
    public static final int NEWEST = 13;

    public static final String MIRA = "the-old-secret-key-of-Mira";
    public static final String JONAS = "the-old-secret-key-of-Jonas";
    public static final String TOPIC = "Old times";
    /** The first message, by Mira, and what an edit made of it. */
    public static final String FIRST = "Welcome to the dusty lobby";

    public static final String EDITED = "Welcome to the painted lobby";
    /** The second message, by Jonas, and its ref. */
    public static final String SECOND = "Bring an umbrella";

    public static final String SECOND_REF = "old-2";
    /** A word of a message that was deleted. */
    public static final String DELETED = "treacherous";

    /** A position after the first message. */
    public static final String AFTER_FIRST = "EPOCH-1-T1";

    private static final String SECRET = "the secret of an old store";
    private static final String REACTIONS =
            "{\"reactions\":[{\"emoji\":\"\ud83c\udf89\",\"members\":[{\"id\":\"%s\",\"name\":\"Jonas\"}]}]}";
    private static final long BEGINNING = 1_767_225_600_000L;

    private final Connection connection;
    private final int version;
    private final String mira;
    private final String jonas;
    private long lobby;

    private OldStore(Connection connection, int version) {
        this.connection = connection;
        this.version = version;
        this.mira = id(MIRA);
        this.jonas = id(JONAS);
    }

    /** Fills an empty database. */
    public static void create(DataSource database, Dialect dialect, int version) throws SQLException {
        Flyway.configure(OldStore.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:chat/parley/store/schema")
                .placeholders(dialect.words())
                .table("parley_schema")
                .loggers("slf4j")
                .target(Integer.toString(version))
                .load()
                .migrate();
        try (Connection connection = database.getConnection()) {
            new OldStore(connection, version).fill();
        }
    }

    public static boolean hasChanges(int version) {
        return version >= 3;
    }

    public static boolean hasPins(int version) {
        return version >= 9;
    }

    /** The offset of the lobby's last entry. */
    public static long head(int version) {
        return hasPins(version) ? 8 : hasChanges(version) ? 7 : 2;
    }

    private boolean redacts() {
        return version >= 6;
    }

    /** Stores had no secret at first, and ids followed from the key alone. */
    private String id(String key) {
        String plain = Secrets.digestOf("guest " + key);
        return version >= 7 ? Secrets.keyedDigestOf(SECRET, plain) : plain;
    }

    private void fill() throws SQLException {
        run("INSERT INTO parley (id, epoch) VALUES (1, 'EPOCH')");
        if (version >= 7) {
            run("INSERT INTO secret (id, value) VALUES (1, ?)", SECRET);
        }
        lobby = room("Lobby", head(version));
        long yard = room("Yard", 1);
        boolean edited = hasChanges(version);
        entry(lobby, 1, "message", mira, "Mira", 0, edited && redacts() ? null : FIRST);
        entry(lobby, 2, "message", jonas, "Jonas", 0, SECOND);
        entry(yard, 1, "message", mira, "Mira", 0, "Nobody is here");
        if (hasChanges(version)) {
            change();
            member(mira, "Mira", head(version));
            member(jonas, "Jonas", 1);
        }
        if (hasPins(version)) {
            entry(lobby, 8, "pin", mira, "Mira", 2, "");
            run(
                    "INSERT INTO message (room, \"offset\", changed, text, edited, deleted, reactions, pinned) VALUES (?, 2, 8, NULL, NULL, 0, '', 1)",
                    lobby);
        }
        if (version >= 12) {
            run("INSERT INTO member_count (room, members) VALUES (?, 2)", lobby);
        }
    }

    private long room(String name, long head) throws SQLException {
        run(
                "INSERT INTO room (name, epoch, head, head_tag, floor, floor_tag) VALUES (?, 'EPOCH', ?, ?, 0, '')",
                name,
                head,
                "T" + head);
        if (hasChanges(version)) {
            run("UPDATE room SET active = ? WHERE name = ?", BEGINNING + head, name);
        }
        if (version >= 8) {
            run("UPDATE room SET folded = ? WHERE name = ?", name.toLowerCase(Locale.ROOT), name);
        }
        if (version >= 10) {
            run("UPDATE room SET uid = folded");
        }
        return Sql.one(connection, "SELECT id FROM room WHERE name = ?", row -> row.getLong(1), name);
    }

    private void change() throws SQLException {
        entry(lobby, 3, "edit", mira, "Mira", 1, EDITED);
        entry(lobby, 4, "reaction", jonas, "Jonas", 1, "\ud83c\udf89");
        run(
                "INSERT INTO message (room, \"offset\", changed, text, edited, deleted, reactions) VALUES (?, 1, 4, ?, ?, 0, ?)",
                lobby,
                EDITED,
                BEGINNING + 3,
                REACTIONS.formatted(jonas));
        entry(lobby, 5, "message", jonas, "Jonas", 0, redacts() ? null : "These are " + DELETED + " words");
        entry(lobby, 6, "deletion", jonas, "Jonas", 5, "");
        run(
                "INSERT INTO message (room, \"offset\", changed, text, edited, deleted, reactions) VALUES (?, 5, 6, NULL, NULL, 1, '')",
                lobby);
        entry(lobby, 7, "topic", mira, "Mira", 0, TOPIC);
        run("UPDATE room SET topic = ? WHERE id = ?", TOPIC, lobby);
    }

    private void entry(long room, long offset, String kind, String sender, String name, long target, String body)
            throws SQLException {
        run(
                "INSERT INTO entry (room, \"offset\", tag, kind, sender, sender_name, ref, target, at, body, digest)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                room,
                offset,
                "T" + offset,
                kind,
                sender,
                name,
                "old-" + offset,
                target,
                BEGINNING + offset,
                body,
                body == null ? 0 : digest(body));
    }

    private void member(String member, String name, long read) throws SQLException {
        run("INSERT INTO membership (member, room, name, read_offset) VALUES (?, ?, ?, ?)", member, lobby, name, read);
        if (version >= 8) {
            run("UPDATE membership SET handle = ? WHERE member = ?", Mentions.handle(name), member);
        }
    }

    private static long digest(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void run(String sql, Object... parameters) throws SQLException {
        Sql.update(connection, sql, parameters);
    }
}

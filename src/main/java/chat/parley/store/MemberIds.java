package chat.parley.store;

import chat.parley.event.Member;
import chat.parley.event.Reaction;
import chat.parley.identity.Guests;
import chat.parley.identity.Secrets;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Creates the store's secret, from which member ids are derived. Stores from before the secret existed contain
 * guessable ids: in the same transaction, each is replaced by the member's new id.
 */
final class MemberIds {
    private static final System.Logger LOG = System.getLogger(MemberIds.class.getName());
    /** Entries per statement: few enough to finish before the driver's timeout. */
    private static final long STEP = 20_000;

    private static final String RANGE = " WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ?";
    private static final String REACTIONS =
            "SELECT \"offset\", reactions FROM message" + RANGE + " AND reactions <> ''";

    private record RoomHead(long id, long head) {}

    private record Reacted(long offset, String reactions) {}

    private final Connection connection;
    private final Guests guests;

    private MemberIds(Connection connection, String secret) {
        this.connection = connection;
        this.guests = new Guests(secret);
    }

    /** Returns the store's secret, creating it if missing. */
    static String secret(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            String known = known(connection);
            if (known != null) {
                return known;
            }
            connection.setAutoCommit(false);
            try {
                String secret = Secrets.unguessable() + Secrets.unguessable();
                if (Sql.update(
                                connection,
                                "INSERT INTO secret (id, value) VALUES (1, ?) ON CONFLICT (id) DO NOTHING",
                                secret)
                        > 0) {
                    new MemberIds(connection, secret).replaceAll();
                }
                String kept = known(connection); // another server may have been first
                connection.commit();
                return kept;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static String known(Connection connection) throws SQLException {
        return Sql.one(connection, "SELECT value FROM secret", row -> row.getString(1));
    }

    private void replaceAll() throws SQLException {
        Sql.update(connection, "CREATE TEMPORARY TABLE member_id (was TEXT PRIMARY KEY, becomes TEXT NOT NULL)");
        for (RoomHead room :
                Sql.all(connection, "SELECT id, head FROM room", row -> new RoomHead(row.getLong(1), row.getLong(2)))) {
            for (long after = 0; after < room.head(); after += STEP) {
                replace(room.id(), after, after + STEP);
            }
            LOG.log(Level.INFO, "Replaced the member ids in {0} entries of room {1}", room.head(), room.id());
        }
        map(Sql.all(connection, "SELECT DISTINCT member FROM membership", row -> row.getString(1)));
        Sql.update(
                connection,
                "UPDATE membership SET member = (SELECT becomes FROM member_id WHERE was = membership.member)");
        Sql.update(connection, "DROP TABLE member_id");
    }

    private void replace(long room, long after, long upTo) throws SQLException {
        map(Sql.all(
                connection, "SELECT DISTINCT sender FROM entry" + RANGE, row -> row.getString(1), room, after, upTo));
        Sql.update(
                connection,
                "UPDATE entry SET sender = (SELECT becomes FROM member_id WHERE was = entry.sender)" + RANGE,
                room,
                after,
                upTo);
        List<Object[]> reactions = Sql.all(
                        connection, REACTIONS, row -> new Reacted(row.getLong(1), row.getString(2)), room, after, upTo)
                .stream()
                .map(reacted -> new Object[] {replaced(reacted.reactions()), room, reacted.offset()})
                .toList();
        if (!reactions.isEmpty()) {
            Sql.updateAll(connection, "UPDATE message SET reactions = ? WHERE room = ? AND \"offset\" = ?", reactions);
        }
    }

    private void map(List<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            Sql.updateAll(
                    connection,
                    "INSERT INTO member_id (was, becomes) VALUES (?, ?) ON CONFLICT (was) DO NOTHING",
                    ids.stream().map(id -> new Object[] {id, guests.idOf(id)}).toList());
        }
    }

    private String replaced(String reactions) {
        return ReactionsColumn.write(ReactionsColumn.read(reactions).stream()
                .map(reaction -> new Reaction(
                        reaction.emoji(),
                        reaction.members().stream()
                                .map(member -> new Member(guests.idOf(member.id()), member.name()))
                                .toList()))
                .toList());
    }
}

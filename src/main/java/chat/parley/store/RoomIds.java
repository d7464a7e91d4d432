package chat.parley.store;

import chat.parley.event.RoomId;
import chat.parley.event.RoomKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the ids of rooms by their names. Names with the same key are one room, whose id is the key that it was created
 * with: only rooms that have another name since then must be looked up, and they are in memory. A former name leads to
 * its room until another room gets it.
 *
 * <p>Stores from before names ignored case may have rooms whose names differ only in case: each keeps its exact name as
 * its key, and all other spellings lead to the oldest. No new rooms of this kind can appear, so it is enough to read
 * them at the start.
 */
final class RoomIds {
    /** Prefix of a key that is an exact name; names contain no control characters. */
    private static final String EXACT = "\u0001";

    private static final int STEP = 1_000;
    private static final String WITHOUT = "SELECT id, name FROM room WHERE folded IS NULL ORDER BY id LIMIT " + STEP;
    private static final String PUT =
            "UPDATE room SET folded = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM room other WHERE other.folded = ?)";
    private static final String PUT_EXACT = "UPDATE room SET folded = ? WHERE id = ?";
    private static final String PUT_ID = "UPDATE room SET uid = folded WHERE uid IS NULL";
    private static final String TWINS = "SELECT name FROM room WHERE substr(folded, 1, 1) = ?";
    private static final String RENAMED = "SELECT folded, uid FROM room WHERE uid <> folded";

    private record Keyless(long id, String name) {}

    private final Set<String> twins;
    /** The ids of rooms with another name than at first, by the keys of their present names. */
    private final Map<String, String> renamed = new HashMap<>();

    private RoomIds(Set<String> twins) {
        this.twins = twins;
    }

    /** Reads what must be known of a store's rooms, and assigns the keys and ids that are missing. */
    static RoomIds complete(Connection connection) throws SQLException {
        List<Keyless> keyless;
        do {
            keyless = Sql.all(connection, WITHOUT, row -> new Keyless(row.getLong(1), row.getString(2)));
            for (Keyless room : keyless) {
                String key = RoomKey.of(room.name());
                if (Sql.update(connection, PUT, key, room.id(), key) == 0) {
                    Sql.update(connection, PUT_EXACT, EXACT + room.name(), room.id());
                }
            }
        } while (keyless.size() == STEP);
        Sql.update(connection, PUT_ID);
        RoomIds ids = new RoomIds(Set.copyOf(Sql.all(connection, TWINS, row -> row.getString(1), EXACT)));
        Sql.all(connection, RENAMED, row -> ids.renamed.put(row.getString(1), row.getString(2)));
        return ids;
    }

    RoomId of(String name) {
        String key = twins.contains(name) ? EXACT + name : RoomKey.of(name);
        return new RoomId(renamed.getOrDefault(key, key));
    }
}

package chat.parley.store;

import chat.parley.event.RoomKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Maps room names to keys; names with the same key are one room. Stores from before names ignored case may have rooms
 * whose names differ only in case: each keeps its exact name as its key, and all other spellings lead to the oldest. No
 * new rooms of this kind can appear, so it is enough to read them at the start.
 */
final class RoomKeys {
    /** Prefix of a key that is an exact name; names contain no control characters. */
    private static final String EXACT = "\u0001";
    private static final int STEP = 1_000;
    private static final String WITHOUT = "SELECT id, name FROM room WHERE folded IS NULL ORDER BY id LIMIT " + STEP;
    private static final String PUT = "UPDATE room SET folded = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM room other WHERE other.folded = ?)";
    private static final String PUT_EXACT = "UPDATE room SET folded = ? WHERE id = ?";
    private static final String TWINS = "SELECT name FROM room WHERE substr(folded, 1, 1) = ?";

    private record Keyless(long id, String name) {}

    private final Set<String> twins;

    private RoomKeys(Set<String> twins) {
        this.twins = twins;
    }

    /** Reads the keys of a store's rooms, and assigns those that are missing. */
    static RoomKeys complete(Connection connection) throws SQLException {
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
        return new RoomKeys(Set.copyOf(Sql.all(connection, TWINS, row -> row.getString(1), EXACT)));
    }

    String of(String name) {
        return twins.contains(name) ? EXACT + name : RoomKey.of(name);
    }
}

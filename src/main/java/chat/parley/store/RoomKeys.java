package chat.parley.store;

import chat.parley.event.RoomKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * By what rooms are looked up in a store: the one place that says which names are one room. A store from before names were
 * unique without regard to case may have several rooms whose names differ in nothing else: each of them keeps its exact name,
 * and the oldest has the other spellings. No more of them are made, so what is read at the start stays true.
 */
final class RoomKeys {
    /** Before the name that is a key of its own; no name has a control character. */
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

    /** Those of a store, whose rooms get their keys where they have none. */
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

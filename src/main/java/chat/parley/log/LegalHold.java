package chat.parley.log;

import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.store.Database;
import chat.parley.store.StoreException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rooms whose messages neither retention nor the erasure of a person may remove. Members can still edit and delete
 * what they wrote.
 *
 * @param rooms their names, or {@link Retention#ALL_ROOMS}
 */
public record LegalHold(Set<String> rooms) {
    private static final System.Logger LOG = System.getLogger(LegalHold.class.getName());

    /**
     * Parses a list such as {@code lobby, build log}. Names that contain {@code ,} or {@code %} are URL-encoded;
     * {@code *} means all rooms.
     *
     * @throws IllegalArgumentException if a name is invalid
     */
    public static LegalHold parse(String text) {
        return new LegalHold(Stream.of(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Retention::room)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The rooms in a store, which stay on hold when they are renamed. Logs a warning for each that does not exist yet.
     *
     * @throws StoreException if the store cannot be read
     */
    public Predicate<RoomId> in(Database database) {
        if (rooms.isEmpty() || rooms.contains(Retention.ALL_ROOMS)) {
            return room -> !rooms.isEmpty();
        }
        Set<RoomRef> held = rooms.stream().map(database::room).collect(Collectors.toSet());
        try (Connection connection = database.readConnection()) {
            for (RoomRef room : held) {
                if (RoomRow.find(connection, database, room).id() == 0) {
                    LOG.log(Level.WARNING, "No room {0} to put on legal hold yet; check the spelling", room.name());
                }
            }
        } catch (SQLException e) {
            throw new StoreException("Cannot look up the rooms on legal hold: " + e.getMessage(), e);
        }
        Set<RoomId> ids = held.stream().map(RoomRef::id).collect(Collectors.toUnmodifiableSet());
        return ids::contains;
    }
}

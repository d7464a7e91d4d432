package chat.parley.event;

/**
 * A room and a name for it. Compare rooms by their ids.
 *
 * @param name the room's own name, or the requested spelling if the room was not read from the store; a room that does
 *     not exist yet is created under it
 */
public record RoomRef(RoomId id, String name) {}

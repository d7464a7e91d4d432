package chat.parley.membership;

import chat.parley.event.RoomId;

/** A room in a list for clients, with its id, which clients do not see. */
public record Listed<T>(RoomId id, T room) {}

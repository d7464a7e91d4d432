/**
 * What was said, room by room. A room's log gives every message its offset, 1, 2, 3 … without holes, and keeps it; what it has acknowledged it can
 * be asked for again. {@link chat.parley.log.RoomLog} is the role.
 */
package chat.parley.log;

/**
 * What was said, room by room, in SQLite or PostgreSQL. A room's log gives every message its offset, 1, 2, 3 … without holes, and keeps it: what it has acknowledged survives the end of
 * the process and can be asked for again. {@link chat.parley.log.RoomLog} is the role; {@link chat.parley.log.SqlRoomLog} plays it on a {@link chat.parley.log.Database}.
 */
package chat.parley.log;

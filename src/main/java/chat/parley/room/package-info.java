/**
 * The core: rooms, sessions and commands. Depends on transport and storage only through their roles
 * ({@link chat.parley.delivery.Wire}, {@link chat.parley.log.RoomLog}).
 *
 * <p>Each connection has a {@link chat.parley.room.Session}. It has no queue of messages but a
 * {@link chat.parley.delivery.Cursor} per room: the last offset it was sent. The server sends each session what lies
 * between its cursors and the heads of its rooms, one batch at a time.
 *
 * <p>Threads: a room's state is confined to its {@link chat.parley.lane.Lane lane}. A session's sends run in its
 * dispatcher's drain, on any thread, one at a time. No method of this package blocks, except
 * {@link chat.parley.room.Chat#close}.
 */
package chat.parley.room;

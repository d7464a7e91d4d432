/**
 * The core: people in rooms. Knows no transport and no storage but by their roles ({@link chat.parley.delivery.Wire}, {@link chat.parley.log.RoomLog}).
 *
 * <p>A connection is a {@link chat.parley.room.Session}. It owns no queue of messages but, per room, a {@link chat.parley.delivery.Cursor}: the last offset that
 * it was sent. Whatever happens, a session is sent what lies between its cursors and the heads of its rooms, one batch at a time.
 *
 * <p>Threads: what belongs to a room happens on the room's {@link chat.parley.lane.Lane lane}, one thing after the other; what belongs to a session's way out happens
 * in its drain, on whatever thread, one at a time. No method of this package waits.
 */
package chat.parley.room;

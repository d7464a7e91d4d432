/**
 * Every room's log. A log gives each entry the next offset, 1, 2, 3 … without holes, and keeps it: an acknowledged entry
 * survives the end of the process. {@link chat.parley.log.RoomLog} is the role; {@link chat.parley.log.SqlRoomLog} plays it on a
 * {@link chat.parley.store.Database}. A {@link chat.parley.log.Follower} keeps something of its own about the logs.
 */
package chat.parley.log;

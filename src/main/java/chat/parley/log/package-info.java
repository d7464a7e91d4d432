/**
 * The rooms' logs. A log gives each entry the next offset, 1, 2, 3 … without holes, and an acknowledged entry survives
 * the end of the process. {@link chat.parley.log.RoomLog} is the role; {@link chat.parley.log.SqlRoomLog} implements it
 * on a {@link chat.parley.store.Database}. A {@link chat.parley.log.Follower} derives its own data from the logs.
 */
package chat.parley.log;

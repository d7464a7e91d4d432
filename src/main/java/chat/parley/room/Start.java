package chat.parley.room;

/**
 * Where a session begins in a room.
 *
 * @param position the client's token for the place
 * @param recovered whether it is the place that the client asked for
 */
record Start(String position, long offset, boolean recovered) {}

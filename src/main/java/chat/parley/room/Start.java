package chat.parley.room;

/**
 * The starting position of a session in a room.
 *
 * @param position the token for the client
 * @param recovered whether the session resumes at the requested position
 */
record Start(String position, long offset, boolean recovered) {}

package chat.parley.store;

/**
 * How many connections to the store are in use at a time.
 *
 * @param writers for transactions that write, and as many threads; a SQLite file takes one at a time whatever is said here
 * @param readers for statements that read, and as many threads
 */
public record Connections(int writers, int readers) {}

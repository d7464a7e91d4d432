package chat.parley.store;

/**
 * Sizes of the connection pools.
 *
 * @param writers connections, and threads, for write transactions; SQLite always uses one
 * @param readers connections, and threads, for reads
 */
public record PoolSizes(int writers, int readers) {}

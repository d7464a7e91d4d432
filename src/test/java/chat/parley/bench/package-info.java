/**
 * A benchmark, started by {@code bench/run}. One thread drives all clients of a load over real sockets, counts
 * deliveries, detects losses and duplicates, and reads the server's resource usage from {@code /proc}.
 */
package chat.parley.bench;

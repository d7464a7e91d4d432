/** A benchmark: one thread plays all clients of a load over real sockets, counts deliveries, looks for losses and doubles, and reads what the server used from {@code /proc}; {@code bench/run} starts it. */
package chat.parley.bench;

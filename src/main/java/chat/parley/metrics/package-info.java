/**
 * What operators see: the server's numbers and its health. Every package may count here; nothing here knows what it
 * counts. Labels come from the code, never from clients, so the number of series is bounded.
 */
package chat.parley.metrics;

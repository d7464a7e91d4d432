/** Executors: serial lanes, a serial executor without a thread, worker threads, and orderly shutdown. */
package chat.parley.lane;

/** What the doors share about the hosts that they stand in: how text comes in pieces, and how a body goes out, without a thread that waits for a client. */
package chat.parley.host;

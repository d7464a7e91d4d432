/**
 * The command {@code load}: many sessions that talk to running servers, to measure how fast they are and to check that
 * each message arrives everywhere once and in order. Plays clients only; knows nothing of the server's insides.
 */
package chat.parley.load;

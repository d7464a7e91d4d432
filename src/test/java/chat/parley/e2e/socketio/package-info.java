/**
 * The Socket.IO door as its official clients see it: the one for Java, and the one for JavaScript in Node. What they may say and hear is as in {@code docs/protocol.md}.
 */
package chat.parley.e2e.socketio;

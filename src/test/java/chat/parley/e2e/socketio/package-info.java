/**
 * Socket.IO tests with the official clients for Java and for JavaScript in Node, against the rules in {@code
 * docs/protocol.md}.
 */
package chat.parley.e2e.socketio;

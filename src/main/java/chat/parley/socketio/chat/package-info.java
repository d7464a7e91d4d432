/**
 * The Socket.IO namespaces: {@code /} for clients of the tutorial that Parley grew from, {@code /parley} for the
 * whole native protocol. Each socket has an ordinary chat session. This package only translates between events and
 * Socket.IO packets, and between positions and Socket.IO offsets.
 */
package chat.parley.socketio.chat;

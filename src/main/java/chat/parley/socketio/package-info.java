/**
 * Socket.IO, protocol version 5: namespaces, events with acknowledgements, binary arguments and offsets for
 * recovery over one Engine.IO connection, and the server API to emit events. Knows nothing of the room logs: an
 * event emitted here is not stored. The format follows the public
 * <a href="https://socket.io/docs/v4/socket-io-protocol/">protocol description</a>.
 */
package chat.parley.socketio;

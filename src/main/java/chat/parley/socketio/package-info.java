/**
 * Socket.IO, protocol version 5: namespaces, events with acknowledgements, binary arguments and recovery over one Engine.IO connection, and the words in which a server emits. Knows nothing of
 * rooms that are logs: what is emitted here is gone when it is missed. The format is from the public
 * <a href="https://socket.io/docs/v4/socket-io-protocol/">protocol description</a>.
 */
package chat.parley.socketio;

/**
 * Engine.IO, version 4: connections that start with HTTP polling and upgrade to a WebSocket where possible, built
 * on Jakarta Servlet and Jakarta WebSocket alone. Does not know the protocol above it. The format follows the
 * public <a href="https://socket.io/docs/v4/engine-io-protocol/">protocol description</a>.
 */
package chat.parley.engineio;

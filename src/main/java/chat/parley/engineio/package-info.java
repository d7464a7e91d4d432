/**
 * Engine.IO, version 4: a connection that begins with HTTP requests and goes over to a WebSocket where it can, on Jakarta Servlet and Jakarta WebSocket alone. Knows nothing of what it
 * carries. The format is from the public <a href="https://socket.io/docs/v4/engine-io-protocol/">protocol description</a>.
 */
package chat.parley.engineio;

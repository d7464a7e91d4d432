/**
 * Test clients, one family per protocol, shared by the end-to-end tests, the fault tests and the benchmark. {@link
 * chat.parley.client.Chatter} uses the native WebSocket protocol, {@link chat.parley.client.EngineClient} Socket.IO
 * over either transport. {@link chat.parley.client.RawSocket} and {@link chat.parley.client.RawHttp} send raw bytes
 * that a well-behaved client never would.
 */
package chat.parley.client;

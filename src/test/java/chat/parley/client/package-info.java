/**
 * Test clients: one family per protocol, shared by the end-to-end tests, the fault tests and the benchmark.
 * {@link chat.parley.client.Chatter} speaks the native WebSocket protocol, {@link chat.parley.client.EngineClient}
 * Socket.IO over either transport. {@link chat.parley.client.RawSocket} and {@link chat.parley.client.RawHttp} write
 * their bytes by hand, for all that a well-behaved client never sends.
 */
package chat.parley.client;

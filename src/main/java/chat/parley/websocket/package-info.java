/**
 * The native protocol: JSON over WebSocket, see {@code docs/protocol.md}. Translates between frames and the core,
 * and contains no chat rules.
 */
package chat.parley.websocket;

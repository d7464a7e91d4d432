/** The native door: JSON over WebSocket, as in {@code docs/protocol.md}. Translates between frames and the core, and decides nothing else. */
package chat.parley.websocket;

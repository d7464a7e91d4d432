/**
 * End-to-end tests of the behaviour in {@code docs/protocol.md}: clients with real sockets and a real server process,
 * once on every host.
 */
package chat.parley.e2e;

/**
 * The Socket.IO door's namespaces: {@code /} for clients of the tutorial from which Parley grew, {@code /parley} for all that the native protocol can do. Each socket is a session of the chat
 * like any other; only words are translated here, and a session's places in its rooms are dressed as Socket.IO's offset.
 */
package chat.parley.namespace;

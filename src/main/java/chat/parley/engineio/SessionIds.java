package chat.parley.engineio;

import chat.parley.identity.Secrets;

/**
 * Creates session ids. An id of a server with a name begins with that name, so that a load balancer can send the
 * requests of a session to its server: {@code chat-1.Yr1TgkA2T0SXRn3cB0v8zg}.
 *
 * @param node the server's name; empty for none
 */
record SessionIds(String node) {
    /** Nothing encodes it in a URL or a cookie, and it is not part of the secret. */
    private static final String SEPARATOR = ".";

    String next() {
        return node.isEmpty() ? Secrets.unguessable() : node + SEPARATOR + Secrets.unguessable();
    }

    /** Whether the id begins with the name of another server. */
    boolean isElsewhere(String sid) {
        int end = sid.lastIndexOf(SEPARATOR);
        return end > 0 && !sid.substring(0, end).equals(node);
    }
}

package chat.parley.engineio;

import chat.parley.identity.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates session ids. An id of a server with a name begins with that name, so that a load balancer can send the
 * requests of a session to its server: {@code chat-1.Yr1TgkA2T0SXRn3cB0v8zg}.
 *
 * @param node the server's name; empty for none
 */
record SessionIds(String node) {
    /** Nothing encodes it in a URL or a cookie, and it is not part of the secret. */
    private static final String SEPARATOR = ".";

    private static final Pattern NAMED = Pattern.compile("(?<node>[A-Za-z0-9._-]+)\\.[A-Za-z0-9_-]{22}");

    String next() {
        return node.isEmpty() ? Secrets.unguessable() : node + SEPARATOR + Secrets.unguessable();
    }

    /** Whether it looks like an id of another server that has a name. */
    boolean isElsewhere(String sid) {
        Matcher named = NAMED.matcher(sid);
        return named.matches() && !named.group("node").equals(node);
    }
}

package chat.parley.namespace;

import chat.parley.identity.Secrets;
import chat.parley.socketio.Socket;

/** The secret by which a client is the same one when it comes back: random, and bound to the key by which its member is known, if there is one. */
final class Pid {
    private static final String RANDOM = "[A-Za-z0-9_-]{22}";
    private static final int LENGTH = 22;

    private Pid() {}

    /** @param key null for a member that is known by the pid alone */
    static String fresh(String key) {
        return bound(Secrets.unguessable(), key);
    }

    private static String bound(String random, String key) {
        return key == null ? random : random + Secrets.digestOf("pid " + random + " " + key);
    }

    /** The one that the client brings; null where it is none of ours, or another member's. */
    static String of(Socket socket, String key) {
        String given = socket.auth().getString("pid", "");
        String random = given.length() < LENGTH ? given : given.substring(0, LENGTH);
        return random.matches(RANDOM) && given.equals(bound(random, key)) ? given : null;
    }
}

package chat.parley.socketio.chat;

import chat.parley.identity.Secrets;
import chat.parley.socketio.Socket;

/** The recovery secret of a client: random, and bound to the member's key if there is one. */
final class Pid {
    private static final String RANDOM = "[A-Za-z0-9_-]{22}";
    private static final int LENGTH = 22;

    private Pid() {}

    /** @param key null for a member known only by its pid */
    static String fresh(String key) {
        return bound(Secrets.unguessable(), key);
    }

    private static String bound(String random, String key) {
        return key == null ? random : random + Secrets.digestOf("pid " + random + " " + key);
    }

    /** The pid that the client sent; null if it is not from a Parley server or belongs to another member. */
    static String of(Socket socket, String key) {
        String given = socket.auth().getString("pid", "");
        String random = given.length() < LENGTH ? given : given.substring(0, LENGTH);
        return random.matches(RANDOM) && given.equals(bound(random, key)) ? given : null;
    }
}

package chat.parley.socketio.chat;

import chat.parley.identity.Secrets;
import chat.parley.socketio.Socket;

/** The recovery secret of a client: random, and bound to its member: to the key or, with a token, to the member's id. */
final class Pid {
    private static final String RANDOM = "[A-Za-z0-9_-]{22}";
    private static final int LENGTH = 22;

    private Pid() {}

    /** @param owner what identifies the member; null for a member known only by its pid */
    static String fresh(String owner) {
        return bound(Secrets.unguessable(), owner);
    }

    private static String bound(String random, String owner) {
        return owner == null ? random : random + Secrets.digestOf("pid " + random + " " + owner);
    }

    /** The pid that the client sent; null if it is not from a Parley server or belongs to another member. */
    static String of(Socket socket, String owner) {
        String given = socket.auth().getString("pid", "");
        String random = given.length() < LENGTH ? given : given.substring(0, LENGTH);
        return random.matches(RANDOM) && given.equals(bound(random, owner)) ? given : null;
    }
}

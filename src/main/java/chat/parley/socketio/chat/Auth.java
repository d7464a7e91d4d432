package chat.parley.socketio.chat;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.Authentication;
import chat.parley.identity.Identities;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.Socket;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** The identity that a client sends in {@code auth} when it connects, and the refusal of one. */
final class Auth {
    private Auth() {}

    /** Null if the client sends its hello later. @throws Refusal if it is invalid */
    static Command.Hello hello(Socket socket) {
        String token = text(socket, "token");
        return token == null && !socket.auth().containsKey("name") && ofRequest(socket) == null
                ? null
                : new Command.Hello(null, text(socket, "name"), text(socket, "key"), token);
    }

    /**
     * Who the client proves to be: by its token, or else by its first request; null if it proves nothing. Call it once
     * per connect, because it verifies the token.
     *
     * @throws Refusal if the token is refused
     */
    static Authentication authentication(Socket socket, Identities identities) {
        return identities.authenticate(new Command.Hello(null, null, null, text(socket, "token")), ofRequest(socket));
    }

    private static Authentication ofRequest(Socket socket) {
        return socket.engine().handshake().caller().authentication();
    }

    private static String text(Socket socket, String field) {
        JsonValue value = socket.auth().get(field);
        if (value == null || value instanceof JsonString) {
            return socket.auth().getString(field, null);
        }
        throw new Refusal(ErrorCode.MALFORMED, field + " must be a string");
    }

    /**
     * Refuses the client with {@code connect_error}, after which it does not reconnect. If it should, closes the
     * connection instead.
     */
    static void refuse(Socket socket, Refusal refusal) {
        if (refusal.code() == ErrorCode.UNAVAILABLE) {
            socket.disconnect(true);
        } else {
            socket.refuse(
                    refusal.getMessage(), Arguments.of(refusal.asReplyTo(null)).object(0));
        }
    }
}

package chat.parley.engineio;

import java.nio.charset.StandardCharsets;

/** Why a request cannot be served, in the words of Engine.IO. */
public enum Problem {
    TRANSPORT_UNKNOWN(400, 0, "Transport unknown"),
    SESSION_UNKNOWN(400, 1, "Session ID unknown"),
    BAD_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    FOREIGN(403, 4, "This origin is not allowed"),
    /** Full or stopping: to HTTP it is no refusal for good, and clients try again after any of these. */
    FULL(503, 4, "The server takes no more connections at the moment"),
    TOO_MANY(403, 4, "There are too many connections from this address"),
    RATE_LIMITED(429, 4, "Too many requests from this address; try again in a moment"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
    /** The body is bigger than the handshake allows; the session goes on. */
    TOO_BIG(413, 3, "The payload is too large");

    private final int status;
    private final String json;

    Problem(int status, int code, String message) {
        this.status = status;
        this.json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    /** The status of the HTTP response. */
    public int status() {
        return status;
    }

    /** Its body, in JSON. */
    public byte[] body() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}

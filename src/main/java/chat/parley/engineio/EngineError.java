package chat.parley.engineio;

import java.nio.charset.StandardCharsets;

/** Reasons to refuse a request, with the Engine.IO error code and message. */
public enum EngineError {
    TRANSPORT_UNKNOWN(400, 0, "Transport unknown"),
    SESSION_UNKNOWN(400, 1, "Session ID unknown"),
    /** The load balancer has sent a request to another server than the session's. Clients open a new session. */
    WRONG_SERVER(400, 1, "Session ID unknown here: it belongs to another server, so open a new session"),
    BAD_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    FORBIDDEN_ORIGIN(403, 4, "Origin not allowed"),
    /** At the session limit or shutting down. Clients retry after 503. */
    FULL(503, 4, "Server full or shutting down; retry in 5 s"),
    TOO_MANY(403, 4, "Too many connections from this address; close one first"),
    RATE_LIMITED(429, 4, "Rate limit exceeded for this address; retry later"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
    /** The body exceeds the {@code maxPayload} of the handshake. The session continues. */
    TOO_BIG(413, 3, "Payload exceeds maxPayload");

    private final int status;
    private final String json;

    EngineError(int status, int code, String message) {
        this.status = status;
        this.json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Response body, in JSON. */
    public byte[] body() {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}

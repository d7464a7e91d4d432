package chat.parley.delivery;

import chat.parley.identity.Caller;

/**
 * Why a session is closed. Clients reconnect after codes 4000 to 4499 and stay away after codes from 4500; lower codes
 * are those of RFC 6455.
 */
public enum Close {
    /** The client has disconnected; no close frame is sent. */
    GONE(1000, "gone"),
    GOING_AWAY(1001, "server shutting down"),
    TEXT_ONLY(1003, "text frames only"),
    TOO_BIG(1009, "frame too big"),
    /** Clients connect again, here or to another server. */
    RESTARTING(1012, "server restarting"),
    FULL(1013, "server full"),
    SLOW_READER(4001, "slow-reader"),
    SILENT(4002, "silent"),
    NO_HELLO(4003, "no-hello"),
    BROKEN(4004, "broken"),
    /** The client's token has expired. */
    TOKEN_EXPIRED(4005, "token-expired"),
    /** The connection's origin was not checked. */
    UNGUARDED(4500, Caller.UNGUARDED),
    /** The client has signed out, or its sign-in was revoked. */
    SIGNED_OUT(4501, "signed-out"),
    /** An owner of the server has ended the connection. */
    ENDED(4502, "ended-by-owner");

    private final int code;
    private final String reason;

    Close(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /** The reason text of the close frame, at most 123 bytes. */
    public String reason() {
        return reason;
    }
}

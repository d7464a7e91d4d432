package chat.parley.delivery;

import chat.parley.identity.Caller;

/** Why a session ends. Codes from 4000 to 4499 invite the client to come back, codes from 4500 tell it to stay away; below are RFC 6455's own. */
public enum Close {
    /** The client has gone; there is nobody to tell. */
    GONE(1000, "gone"),
    GOING_AWAY(1001, "the server stops"),
    TEXT_ONLY(1003, "text frames only"),
    TOO_BIG(1009, "the frame is too big"),
    FULL(1013, "the server is full"),
    SLOW_READER(4001, "slow-reader"),
    SILENT(4002, "silent"),
    NO_HELLO(4003, "no-hello"),
    BROKEN(4004, "broken"),
    /** Nobody has checked where the connection comes from. */
    UNGUARDED(4500, Caller.UNGUARDED);

    private final int code;
    private final String reason;

    Close(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /** A few words for the close frame, at most 123 bytes. */
    public String reason() {
        return reason;
    }
}

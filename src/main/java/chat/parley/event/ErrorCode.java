package chat.parley.event;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Locale;

/**
 * Why a command was refused. The set is fixed, so clients may switch over it. Wire names are lower case with hyphens.
 */
@JsonbTypeAdapter(ErrorCode.OnTheWire.class)
public enum ErrorCode {
    /** Not a JSON object, nested too deeply, a duplicate key, or a field of the wrong type. */
    MALFORMED,
    /** Unknown command type. */
    UNKNOWN_TYPE,
    /** A field is missing or breaks its rule. */
    INVALID,
    /** A command other than {@code hello} or {@code ping} before {@code hello}. */
    HELLO_FIRST,
    /** A second {@code hello}. */
    ALREADY_NAMED,
    /** A guest must not have this name, because it looks like that of a member who signs in. */
    NAME_TAKEN,
    /** The session is not in the room. */
    NOT_JOINED,
    /** The message or room does not exist, or no longer does. */
    NOT_FOUND,
    /** The token is invalid or has expired, or the server does not accept guests or tokens. */
    UNAUTHORIZED,
    /** Not permitted, such as editing another member's message. */
    FORBIDDEN,
    /** The room is on legal hold: nothing may remove its messages. */
    LEGAL_HOLD,
    /** The session, its member or its address is in too many rooms. */
    TOO_MANY_ROOMS,
    /** The ref was already used with different content. */
    CONFLICT,
    /** Rate limit exceeded; has {@code retryAfter}. */
    RATE_LIMITED,
    /** The server is overloaded; has {@code retryAfter}. */
    BUSY,
    /**
     * The log, or the keys of tokens, are temporarily unavailable; has {@code retryAfter}. A post may be stored: retry
     * with the same ref.
     */
    UNAVAILABLE,
    /** Server error; the command may have been executed. */
    SERVER;

    /** The name on the wire, such as {@code rate-limited}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** JSON adapter for the wire names. */
    public static final class OnTheWire implements JsonbAdapter<ErrorCode, String> {
        @Override
        public String adaptToJson(ErrorCode code) {
            return code.wireName();
        }

        @Override
        public ErrorCode adaptFromJson(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}

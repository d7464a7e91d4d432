package chat.parley.event;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Locale;

/** Why a command was refused. The list is closed: clients may switch over it. On the wire the names are lower case with hyphens. */
@JsonbTypeAdapter(ErrorCode.OnTheWire.class)
public enum ErrorCode {
    /** No JSON object, nested too deeply, a key twice, or a field of the wrong kind. */
    MALFORMED,
    /** There is no such command. */
    UNKNOWN_TYPE,
    /** A field is missing or breaks its rule. */
    INVALID,
    /** Only {@code hello} and {@code ping} come before {@code hello}. */
    HELLO_FIRST,
    /** A second {@code hello}. */
    ALREADY_NAMED,
    /** The session is not in the room. */
    NOT_JOINED,
    /** There is no such message, or there is none any more. */
    NOT_FOUND,
    /** Only somebody else may do that. */
    FORBIDDEN,
    /** The session is in as many rooms as it may. */
    TOO_MANY_ROOMS,
    /** The ref was used for other content. */
    CONFLICT,
    /** Too many commands; carries the time to wait. */
    RATE_LIMITED,
    /** The server cannot take this now; carries the time to wait. */
    BUSY,
    /** The log cannot be written or read now; carries the time to wait. Whether a post is stored shows when it is repeated with the same ref. */
    UNAVAILABLE,
    /** The server failed; whether the command was carried out is unknown. */
    SERVER;

    /** The name on the wire, such as {@code rate-limited}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Maps to and from the wire names. */
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

package chat.parley.sdk;

import java.time.Duration;

/** Why something failed: a {@code code} for programs and a message for people. */
public final class ParleyException extends RuntimeException {
    /** The client was closed. */
    public static final String CLOSED = "closed";
    /** You are no longer in the room. */
    public static final String REMOVED = "removed";
    /** Too many commands wait for the server. */
    public static final String OUTBOX_FULL = "outbox-full";
    /** An owner of the server has ended the connection. */
    public static final String ENDED = "ended";
    /** The sign-in or token is not valid, or not any more. */
    public static final String UNAUTHORIZED = "unauthorized";
    /** The connection could not be opened, or was lost. */
    public static final String UNREACHABLE = "unreachable";
    /** The token supplier threw an exception. */
    public static final String TOKEN_SUPPLIER = "token-supplier";

    private final String code;
    private final Duration retryAfter;

    public ParleyException(String code, String message) {
        this(code, message, null);
    }

    /** @param retryAfter when the same command may succeed, or null */
    public ParleyException(String code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The application's own failure: it is the cause. */
    static ParleyException ofTokenSupplier(Exception failure) {
        ParleyException error = new ParleyException(
                TOKEN_SUPPLIER,
                "The token supplier failed with " + failure.getClass().getSimpleName());
        error.initCause(failure);
        return error;
    }

    /** One of the constants above, or an error code of the protocol, such as {@code forbidden}. */
    public String code() {
        return code;
    }

    /** When to try again, or null. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same command will succeed later. The client repeats such commands by itself. */
    public boolean isPassing() {
        return code.equals("busy") || code.equals("rate-limited") || code.equals("unavailable");
    }

    @Override
    public String toString() {
        return "ParleyException " + code + ": " + getMessage();
    }
}

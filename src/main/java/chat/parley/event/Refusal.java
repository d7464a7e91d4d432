package chat.parley.event;

import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Thrown when a command is refused, with the reason for its sender: by the values of this package for invalid input,
 * and by the code that executes commands. Not a server error.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Duration retryAfter;

    public Refusal(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** @param retryAfter time to wait before retrying, or null */
    public Refusal(ErrorCode code, String message, Duration retryAfter) {
        super(message, null, false, false); // no stack trace: this is a reply, not a bug
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * The failure as a refusal: the refusal itself, or {@link ErrorCode#SERVER} for any other failure.
     *
     * @param message the text for any other failure
     */
    public static Refusal of(Throwable failure, String message) {
        boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
        Throwable cause = wrapped ? failure.getCause() : failure;
        return cause instanceof Refusal refusal ? refusal : new Refusal(ErrorCode.SERVER, message);
    }

    public ErrorCode code() {
        return code;
    }

    /** Time to wait before retrying, in whole seconds, at least 1. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 1 : Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    /** The {@code error} reply for the command with this ref, or null. */
    public Event.Failure asReplyTo(String ref) {
        return new Event.Failure(ref, code, getMessage(), retryAfter == null ? null : retryAfter.toMillis());
    }
}

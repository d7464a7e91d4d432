package chat.parley.event;

import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * A command that is not carried out, with the reason that its sender is told. Thrown by the values of this package when a rule is broken, and by
 * whoever carries out a command; a refusal belongs to one command of one session and is no fault of the server.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Duration retryAfter;

    public Refusal(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** @param retryAfter when it is worth trying again, or null */
    public Refusal(ErrorCode code, String message, Duration retryAfter) {
        super(message, null, false, false); // an answer, not a bug: no stack trace to pay for
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * Why a command failed: the refusal itself, or {@link ErrorCode#SERVER} for any other failure.
     *
     * @param message what the sender is told about any other failure
     */
    public static Refusal of(Throwable failure, String message) {
        boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
        Throwable cause = wrapped ? failure.getCause() : failure;
        return cause instanceof Refusal refusal ? refusal : new Refusal(ErrorCode.SERVER, message);
    }

    public ErrorCode code() {
        return code;
    }

    /** When it is worth trying again, in whole seconds, at least one. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 1 : Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    /** The {@code error} that answers the command with this ref (null: without one). */
    public Event.Failure asReplyTo(String ref) {
        return new Event.Failure(ref, code, getMessage(), retryAfter == null ? null : retryAfter.toMillis());
    }
}

package chat.parley.signin;

import chat.parley.event.Refusal;
import java.util.concurrent.CompletionException;

/** Thrown when a sign-in fails, with the reason for the person who tries. The message is for the server's log. */
public final class SignInFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a sign-in failed. */
    public enum Reason {
        UNKNOWN_PROVIDER(404, "Unknown way to sign in", "This server does not know that sign-in service."),
        UNREACHABLE(502, "Sign-in service unreachable", "The sign-in service does not answer. Try again in a minute."),
        STALE(400, "Sign-in expired", "This sign-in has expired, was used already, or began in another browser."),
        CANCELLED(403, "Sign-in cancelled", "You are not signed in."),
        REFUSED(403, "Sign-in refused", "The sign-in service refused to sign you in."),
        INVALID_ANSWER(502, "Sign-in failed", "The sign-in service sent an answer that this server cannot accept."),
        NO_NAME(403, "No name", "The sign-in service did not send a name that can be used here."),
        BUSY(503, "Server busy", "This server cannot store your sign-in now. Try again in a minute.");

        private final int status;
        private final String title;
        private final String text;

        Reason(int status, String title, String text) {
            this.status = status;
            this.title = title;
            this.text = text;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        public String text() {
            return text;
        }
    }

    private final Reason reason;

    /** @param detail without secrets; may come from a provider */
    public SignInFailure(Reason reason, String detail) {
        super(detail.replaceAll("\\p{Cntrl}", " "), null, false, false);
        this.reason = reason;
    }

    /** The failure as a reason to show: {@link Reason#BUSY} if the store cannot take the session. */
    public static SignInFailure of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof SignInFailure known
                ? known
                : new SignInFailure(cause instanceof Refusal ? Reason.BUSY : Reason.INVALID_ANSWER, cause.toString());
    }

    public Reason reason() {
        return reason;
    }
}

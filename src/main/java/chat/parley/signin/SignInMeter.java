package chat.parley.signin;

import chat.parley.event.Refusal;
import chat.parley.metrics.Counts;
import chat.parley.metrics.LabelledCounts;
import chat.parley.metrics.Metrics;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Counts sign-ins by result. Thread-safe. */
public final class SignInMeter {
    /** How somebody signs in. */
    public enum Method {
        OPENID,
        PASSWORD,
        PASSKEY,
        INVITATION
    }

    private final IntSupplier sessions;
    private final LabelledCounts signIns = new LabelledCounts();

    /** @param sessions the number of web sessions */
    SignInMeter(IntSupplier sessions) {
        this.sessions = sessions;
    }

    public void measure(Metrics metrics) {
        metrics.gauge("parley_web_sessions", "Signed-in browsers", sessions::getAsInt);
        metrics.counter("parley_sign_ins", "Finished sign-ins, by method and result", signIns, "method", "result");
    }

    /** Counts how the sign-in ends. @param signIn may throw */
    public <T> CompletionStage<T> counted(Method method, Supplier<CompletionStage<T>> signIn) {
        try {
            return signIn.get().whenComplete((done, failure) -> count(method, failure));
        } catch (Refusal refusal) {
            count(method, refusal);
            throw refusal;
        }
    }

    private void count(Method method, Throwable failure) {
        signIns.count(Counts.label(method), failure == null ? "ok" : resultOf(failure));
    }

    private static String resultOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof SignInFailure known
                ? Counts.label(known.reason())
                : cause instanceof Refusal refusal ? refusal.code().wireName() : "server";
    }
}

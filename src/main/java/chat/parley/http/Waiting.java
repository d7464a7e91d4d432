package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.host.Input;
import chat.parley.host.Output;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A request that holds no thread while its body or its answer is on the way. It is answered once: what comes after that must not touch the response, which may be somebody else's by then. */
final class Waiting implements AsyncListener {
    private static final System.Logger LOG = System.getLogger(Waiting.class.getName());
    /** For the body to come and for the log's answer; the log has given up before. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final Output output;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean reading;

    Waiting(HttpServletRequest request, HttpServletResponse response, Output output) {
        this.async = request.startAsync();
        this.response = response;
        this.output = output;
        async.setTimeout(PATIENCE.toMillis());
        async.addListener(this);
    }

    /** @param whole gets the body, or the first bytes of it, one more than the most */
    void read(Input input, int most, Consumer<byte[]> whole) throws IOException {
        reading = true;
        input.read(async, most, body -> {
            reading = false;
            whole.accept(body);
        }, failure -> answer(() -> Answer.refuse(HttpServletResponse.SC_BAD_REQUEST, new Refusal(ErrorCode.MALFORMED, "The body was cut off"), response)));
    }

    <T> void answer(CompletionStage<T> result, Function<T, byte[]> body) {
        result.whenComplete((value, failure) -> answer(() -> failure == null ? body.apply(value) : Answer.refuse(failure, response)));
    }

    void answer(Supplier<byte[]> body) {
        if (answered.compareAndSet(false, true)) {
            write(body);
        }
    }

    private void write(Supplier<byte[]> body) {
        try {
            output.write(async, made(body));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The asker has gone", e);
        }
    }

    private byte[] made(Supplier<byte[]> body) {
        try {
            return body.get();
        } catch (RuntimeException e) {
            return Answer.refuse(e, response);
        }
    }

    /** Containers take it as a fault of ours if the request is not complete when this returns; so few bytes fit into every buffer. */
    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (answered.compareAndSet(false, true)) {
            response.getOutputStream().write(late());
            async.complete();
        }
    }

    private byte[] late() {
        if (reading) {
            response.setHeader("Connection", "close"); // rather than wait for the rest
            return Answer.refuse(HttpServletResponse.SC_REQUEST_TIMEOUT, new Refusal(ErrorCode.INVALID, "The body did not come in " + PATIENCE.toSeconds() + " seconds"), response);
        }
        return Answer.refuse(new Refusal(ErrorCode.UNAVAILABLE, "The log does not answer at the moment", PAUSE), response);
    }

    @Override
    public void onError(AsyncEvent event) {
        answered.set(true); // the container ends it
    }

    @Override
    public void onComplete(AsyncEvent event) {
        answered.set(true);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}

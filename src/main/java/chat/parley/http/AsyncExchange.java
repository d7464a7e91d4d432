package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An asynchronous request, answered once. Must not touch the response after that, because the host may have reused
 * it for another request.
 */
final class AsyncExchange implements AsyncListener {
    private static final System.Logger LOG = System.getLogger(AsyncExchange.class.getName());
    /** Time for the body to arrive and for the log to answer. The log's own timeout is shorter. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final ResponseWriter writer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean reading;

    AsyncExchange(HttpServletRequest request, HttpServletResponse response, ResponseWriter writer) {
        this.async = request.startAsync();
        this.response = response;
        this.writer = writer;
        async.setTimeout(TIMEOUT.toMillis());
        async.addListener(this);
    }

    /**
     * Reads the body.
     *
     * @param onBody receives the body; if it is too large, its first {@code maxBytes + 1} bytes
     */
    void read(RequestReader reader, int maxBytes, Consumer<byte[]> onBody) throws IOException {
        reading = true;
        reader.read(
                async,
                maxBytes,
                body -> {
                    reading = false;
                    onBody.accept(body);
                },
                failure -> answer(() -> HttpReply.refuse(
                        HttpServletResponse.SC_BAD_REQUEST,
                        new Refusal(ErrorCode.MALFORMED, "Incomplete request body; send it again"),
                        response)));
    }

    <T> void answer(CompletionStage<T> result, Function<T, byte[]> body) {
        result.whenComplete((value, failure) ->
                answer(() -> failure == null ? body.apply(value) : HttpReply.refuse(failure, response)));
    }

    /** Completes when the host is done with the request: it has sent the response, or cannot. */
    CompletionStage<Void> ended() {
        return ended;
    }

    void answer(Supplier<byte[]> body) {
        if (answered.compareAndSet(false, true)) {
            write(body);
        }
    }

    private void write(Supplier<byte[]> body) {
        try {
            writer.write(async, bodyOf(body));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Client disconnected before the response", e);
        }
    }

    private byte[] bodyOf(Supplier<byte[]> body) {
        try {
            return body.get();
        } catch (RuntimeException e) {
            return HttpReply.refuse(e, response);
        }
    }

    /**
     * Answers synchronously, because containers report an error unless the request is complete when this returns.
     * The body is small enough for any buffer.
     */
    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (answered.compareAndSet(false, true)) {
            response.getOutputStream().write(timeoutBody());
            async.complete();
        }
    }

    private byte[] timeoutBody() {
        if (reading) {
            response.setHeader("Connection", "close"); // so that the rest need not be awaited
            return HttpReply.refuse(
                    HttpServletResponse.SC_REQUEST_TIMEOUT,
                    new Refusal(ErrorCode.INVALID, "Request body not received within " + TIMEOUT.toSeconds() + " s"),
                    response);
        }
        return HttpReply.refuse(
                new Refusal(ErrorCode.UNAVAILABLE, "Room log timed out; retry in 1 s", RETRY_DELAY), response);
    }

    @Override
    public void onError(AsyncEvent event) {
        answered.set(true); // the container completes the request
    }

    @Override
    public void onComplete(AsyncEvent event) {
        answered.set(true);
        ended.complete(null);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}

package chat.parley.signin;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** Requests to providers, bounded in time and in size. Follows no redirects. Thread-safe; never blocks. */
final class ProviderHttp {
    private static final int MAX_BYTES = 256 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    /**
     * @param executor receives the responses
     * @param timeout of a whole exchange
     */
    ProviderHttp(Executor executor, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.timeout = timeout;
    }

    /**
     * A response.
     *
     * @param body as UTF-8
     */
    record Answer(int status, String body) {
        boolean isOk() {
            return status == 200;
        }

        /** Without the body, which may contain tokens. */
        @Override
        public String toString() {
            return "response status " + status;
        }
    }

    /** Fails with a {@link SignInFailure} unless the status is 200. */
    CompletionStage<String> get(URI address) {
        return send(HttpRequest.newBuilder(address).GET()).thenApply(answer -> {
            if (!answer.isOk()) {
                throw new SignInFailure(SignInFailure.Reason.UNREACHABLE, address.getHost() + ": " + answer);
            }
            return answer.body();
        });
    }

    /** Fails with a {@link SignInFailure} without a response. */
    CompletionStage<Answer> send(HttpRequest.Builder request) {
        HttpRequest complete =
                request.setHeader("Accept", "application/json").timeout(timeout).build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(complete, head -> new BoundedBody());
        return exchange.copy() // else the timeout would end the future, but not the exchange
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS) // the request's own ends with its headers
                .handle((response, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                        throw new SignInFailure(SignInFailure.Reason.UNREACHABLE, complete.uri() + ": " + cause);
                    }
                    return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
                });
    }

    /** Collects a body; fails if it is too large. */
    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                bytes.writeBytes(copy);
            }
            if (bytes.size() > MAX_BYTES) {
                subscription.cancel();
                body.completeExceptionally(new SignInFailure(
                        SignInFailure.Reason.INVALID_ANSWER, "response larger than " + MAX_BYTES + " bytes"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}

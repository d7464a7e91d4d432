package chat.parley.signin;

import chat.parley.event.Refusal;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Signs people in and out at the configured providers. Thread-safe; never blocks. */
public final class OpenId {
    private static final System.Logger LOG = System.getLogger(OpenId.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** A sign-out must not wait for long. */
    private static final Duration SIGN_OUT_TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, OpenIdClient> clients = new LinkedHashMap<>();
    private final WebSessions sessions;

    /**
     * A sign-in that has begun.
     *
     * @param address where to send the browser
     */
    public record Begun(Attempt attempt, URI address) {}

    /**
     * @param sessions of the store that the secret belongs to
     * @param executor receives the providers' responses
     */
    public OpenId(
            List<Provider> providers,
            WebSessions sessions,
            String secret,
            Executor executor,
            Clock clock,
            LongSupplier nanos) {
        this.sessions = sessions;
        ProviderHttp http = providers.isEmpty() ? null : new ProviderHttp(executor, TIMEOUT);
        providers.forEach(
                provider -> clients.put(provider.id(), new OpenIdClient(provider, http, secret, clock, nanos)));
    }

    public List<Provider> providers() {
        return clients.values().stream().map(OpenIdClient::provider).toList();
    }

    /** Whether there is any provider. */
    public boolean offersSignIn() {
        return !clients.isEmpty();
    }

    public WebSessions sessions() {
        return sessions;
    }

    /**
     * Begins to sign in. Fails with {@link SignInFailure}.
     *
     * @param returnTo path of the page to return to
     * @param callback the address to which the provider sends the browser back
     */
    public CompletionStage<Begun> begin(String provider, String returnTo, String callback) {
        OpenIdClient client = clients.get(provider);
        if (client == null) {
            return unknownProvider();
        }
        Attempt attempt = Attempt.begin(provider, returnTo);
        return reported(
                client, client.authorization(attempt, callback).thenApply(address -> new Begun(attempt, address)));
    }

    /**
     * Finishes signing in, with a new web session. Fails with {@link SignInFailure}.
     *
     * @param attempt of this browser
     * @param issuer as stated in the callback; null if it is not
     * @param callback the same address as before
     * @param userAgent may be null
     */
    public CompletionStage<WebSessions.Opened> finish(
            Attempt attempt, String code, String issuer, String callback, String userAgent) {
        OpenIdClient client = clients.get(attempt.provider());
        if (client == null) {
            return unknownProvider();
        }
        return reported(
                client,
                client.signIn(attempt, code, issuer, callback)
                        .thenCompose(signedIn ->
                                sessions.open(signedIn.person(), attempt.provider(), userAgent, signedIn.idToken())));
    }

    private static <T> CompletionStage<T> unknownProvider() {
        return CompletableFuture.failedFuture(
                new SignInFailure(SignInFailure.Reason.UNKNOWN_PROVIDER, "unknown provider"));
    }

    /** Logs a failure that the operator can do something about. */
    private static <T> CompletionStage<T> reported(OpenIdClient client, CompletionStage<T> stage) {
        return stage.exceptionallyCompose(failure -> {
            SignInFailure known = SignInFailure.of(failure);
            LOG.log(Level.WARNING, "Sign-in with {0} failed: {1}", client.provider(), known.getMessage());
            return CompletableFuture.failedFuture(known);
        });
    }

    /**
     * Ends the session, then completes with the address where the browser can sign out at the provider; null if there is
     * none. Fails with {@link Refusal}, and then the session goes on.
     *
     * @param page where the provider may send the browser back
     */
    public CompletionStage<URI> signOut(WebSession session, String page) {
        return sessions.end(session).thenCompose(idToken -> {
            OpenIdClient client = clients.get(session.provider());
            return client == null
                    ? CompletableFuture.completedFuture(null)
                    : client.endSession(idToken, page)
                            .thenApply(address -> address)
                            .toCompletableFuture()
                            .completeOnTimeout(null, SIGN_OUT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                            .exceptionally(unreachable -> null);
        });
    }
}

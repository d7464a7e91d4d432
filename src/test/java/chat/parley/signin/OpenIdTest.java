package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.TokenIssuer;
import chat.parley.client.WaitLimit;
import chat.parley.event.Member;
import chat.parley.identity.RoleClaim;
import chat.parley.identity.Secrets;
import chat.parley.identity.TokenRules;
import chat.parley.identity.Tokens;
import chat.parley.signin.SignInFailure.Reason;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversation with a provider, honest or not. */
class OpenIdTest {
    private static final String CALLBACK = "http://127.0.0.1:8080/sign-in/test/callback";
    private static final String STORE_SECRET = "the secret of the store";

    private final TestProvider provider = new TestProvider();
    private final AtomicLong nanos = new AtomicLong();
    private final OpenIdClient client = client(provider.settings(), Duration.ofSeconds(30));
    private final Attempt attempt = Attempt.begin("test", "/");

    private OpenIdClient client(Provider settings, Duration timeout) {
        return new OpenIdClient(
                settings, new ProviderHttp(Runnable::run, timeout), STORE_SECRET, Clock.systemUTC(), nanos::get);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private static <T> T result(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(WaitLimit.MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private static SignInFailure failure(CompletionStage<?> stage) {
        return (SignInFailure)
                assertThrows(CompletionException.class, () -> result(stage)).getCause();
    }

    private CompletionStage<OpenIdClient.SignedIn> signIn() {
        provider.nonce = attempt.nonce();
        return client.signIn(attempt, "code 1", null, CALLBACK);
    }

    private void assertRefused(Reason reason, String why) {
        SignInFailure failure = failure(signIn());
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
        assertEquals(reason, failure.reason());
    }

    @Test
    void theBrowserIsSentWithEverythingThatTiesTheAnswerToIt() {
        URI address = result(client.authorization(attempt, CALLBACK));
        assertEquals(provider.issuer() + "/authorize", address.toString().replaceFirst("\\?.*", ""));
        assertEquals(
                Map.of(
                        "audience",
                        "x",
                        "response_type",
                        "code",
                        "client_id",
                        TestProvider.CLIENT,
                        "redirect_uri",
                        CALLBACK,
                        "scope",
                        "openid profile",
                        "state",
                        attempt.state(),
                        "nonce",
                        attempt.nonce(),
                        "code_challenge",
                        Secrets.sha256(attempt.verifier()),
                        "code_challenge_method",
                        "S256"),
                TestProvider.fields(address.getRawQuery()));
        Attempt other = Attempt.begin("test", "/");
        assertNotEquals(attempt.state(), other.state());
        assertNotEquals(attempt.nonce(), other.nonce());
        assertNotEquals(attempt.verifier(), other.verifier());
        assertFalse(address.toString().contains(attempt.secret()));
    }

    @Test
    void theCodeIsExchangedWithSecretAndVerifier() {
        assertEquals("Mira", result(signIn()).person().member().name());
        assertEquals(
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        "code 1",
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        attempt.verifier()),
                provider.asked);
        assertEquals(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString("parley+client:client%2Bsecret%3A1".getBytes(StandardCharsets.UTF_8)),
                provider.authorization);
    }

    @Test
    void aProviderThatReadsNoHeaderGetsTheSecretInTheBody() {
        provider.discovery = json ->
                json.replaceFirst("\\{", "{\"token_endpoint_auth_methods_supported\": [\"client_secret_post\"], ");
        result(signIn());
        assertEquals(TestProvider.CLIENT, provider.asked.get("client_id"));
        assertEquals(TestProvider.SECRET, provider.asked.get("client_secret"));
        assertNull(provider.authorization);
    }

    @Test
    void aPublicClientHasNoSecret() {
        provider.nonce = attempt.nonce();
        Provider settings = new Provider(
                "test", "Test", provider.issuer(), TestProvider.CLIENT, "", "openid", "name", RoleClaim.NONE);
        result(client(settings, WaitLimit.TIME).signIn(attempt, "code 1", null, CALLBACK));
        assertEquals(TestProvider.CLIENT, provider.asked.get("client_id"));
        assertNull(provider.asked.get("client_secret"));
        assertNull(provider.authorization);
    }

    /** Two ways in, one person. */
    @Test
    void theMemberIsTheOneOfASignedToken() {
        Member member = result(signIn()).person().member();
        RSAKey key = (RSAKey) TokenIssuer.SHARED.key(JWSAlgorithm.RS256);
        Tokens tokens = new Tokens(
                new TokenRules(provider.issuer(), "another audience", "name", RoleClaim.NONE),
                (selector, context) -> selector.select(new JWKSet(key)),
                STORE_SECRET,
                Clock.systemUTC());
        JWTClaimsSet claims = TokenIssuer.claims(
                        "subject 1", "Mira", Instant.now().plusSeconds(60))
                .issuer(provider.issuer())
                .audience("another audience")
                .claim("nonce", "n")
                .build();
        assertEquals(
                member,
                tokens.signedIn(TokenIssuer.SHARED.sign(JWSAlgorithm.RS256, claims), "n")
                        .member());
    }

    private static UnaryOperator<JWTClaimsSet> with(String claim, Object value) {
        return claims -> new JWTClaimsSet.Builder(claims).claim(claim, value).build();
    }

    @Test
    void anIdTokenForSomethingElseIsRefused() {
        provider.claims = with("iss", "https://example.org");
        assertRefused(Reason.INVALID_ANSWER, "iss");
        provider.claims = with("aud", "another client");
        assertRefused(Reason.INVALID_ANSWER, "aud");
        provider.claims = with("nonce", "another nonce");
        assertRefused(Reason.INVALID_ANSWER, "claim nonce");
        provider.claims = with("nonce", null);
        assertRefused(Reason.INVALID_ANSWER, "claim nonce");
        provider.claims = with("aud", List.of(TestProvider.CLIENT, "another"));
        assertRefused(Reason.INVALID_ANSWER, "claim azp");
        provider.claims = with("azp", "another");
        assertRefused(Reason.INVALID_ANSWER, "claim azp");
        provider.claims = with("exp", Date.from(Instant.now().minusSeconds(3600)));
        assertRefused(Reason.INVALID_ANSWER, "Expired");
        provider.claims = with("sub", "");
        assertRefused(Reason.INVALID_ANSWER, "sub");
        provider.claims = with("azp", TestProvider.CLIENT);
        assertEquals("Mira", result(signIn()).person().member().name());
    }

    @Test
    void anIdTokenThatTheProviderDidNotSignIsRefused() throws Exception {
        provider.idToken = token -> new PlainJWT(claimsOf(token)).serialize();
        assertRefused(Reason.INVALID_ANSWER, "not a signed JWT");
        RSAKey published = ((RSAKey) TokenIssuer.SHARED.key(JWSAlgorithm.RS256)).toPublicJWK();
        OctetSequenceKey secret =
                new OctetSequenceKey.Builder(published.toRSAPublicKey().getEncoded()).build();
        provider.idToken = token -> TokenIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(TokenIssuer.RSA).build(), secret, claimsOf(token));
        assertRefused(Reason.INVALID_ANSWER, "");
        provider.idToken = token -> new TokenIssuer().sign(JWSAlgorithm.RS256, claimsOf(token));
        assertRefused(Reason.INVALID_ANSWER, "");
        provider.idToken = token -> TokenIssuer.SHARED.sign(JWSAlgorithm.HS256, claimsOf(token));
        assertRefused(Reason.INVALID_ANSWER, ""); // its key is in the published set, so anybody could sign
        provider.idToken = token -> "x";
        assertRefused(Reason.INVALID_ANSWER, "not a signed JWT");
        provider.tokenResponse = json -> "{}";
        assertRefused(Reason.INVALID_ANSWER, "no id_token");
        provider.tokenResponse = json -> "<html>";
        assertRefused(Reason.INVALID_ANSWER, "not a JSON object");
    }

    private static JWTClaimsSet claimsOf(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRefusedCodeIsNamed() {
        provider.tokenStatus = 400;
        provider.tokenResponse = json -> "{\"error\": \"invalid_grant\", \"error_description\": \"secret\"}";
        assertRefused(Reason.REFUSED, "response status 400, invalid_grant");
        assertFalse(failure(signIn()).getMessage().contains("secret"));
    }

    @Test
    void aNameIsNeeded() {
        provider.claims = with("name", null);
        assertRefused(Reason.NO_NAME, "token claim name");
        provider.claims = with("name", "a\u202eb");
        assertRefused(Reason.NO_NAME, "token claim name");
    }

    @Test
    void anotherIssuersCallbackIsRefused() {
        provider.nonce = attempt.nonce();
        assertEquals(
                Reason.STALE,
                failure(client.signIn(attempt, "code 1", "https://example.org", CALLBACK))
                        .reason());
        result(client.signIn(attempt, "code 1", provider.issuer(), CALLBACK));
        provider.discovery =
                json -> json.replaceFirst("\\{", "{\"authorization_response_iss_parameter_supported\": true, ");
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertRefused(Reason.STALE, "another issuer");
    }

    @Test
    void anotherIssuersConfigurationIsRefused() {
        provider.discovery = json -> json.replace("\"issuer\": \"http", "\"issuer\": \"https");
        assertRefused(Reason.INVALID_ANSWER, "its issuer is https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorize", "token", "keys", "logout"})
    void aConfigurationThatLeadsToPlainHttpIsRefused(String endpoint) {
        provider.discovery = json -> json.replaceFirst("http://127.0.0.1:[0-9]+/" + endpoint, "http://example.org/");
        assertRefused(Reason.INVALID_ANSWER, "is not an https URL");
    }

    @Test
    void hugeAndEndlessAnswersAreCutOff() {
        provider.discovery = json -> json + " ".repeat(1 << 20);
        assertRefused(Reason.UNREACHABLE, "larger than");
    }

    @Test
    void aProviderThatDoesNotAnswerIsGivenUp() {
        OpenIdClient impatient = client(provider.settings(), Duration.ofMillis(50));
        Object never = new Object();
        provider.discovery = json -> {
            synchronized (never) {
                try {
                    never.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return json;
        };
        assertEquals(
                Reason.UNREACHABLE,
                failure(impatient.authorization(attempt, CALLBACK)).reason());
    }

    @Test
    void aProviderThatIsDownIsAskedAgainByTheNextSignIn() {
        provider.discovery = json -> "";
        assertEquals(
                Reason.INVALID_ANSWER,
                failure(client.authorization(attempt, CALLBACK)).reason());
        provider.discovery = UnaryOperator.identity();
        result(client.authorization(attempt, CALLBACK));
    }

    @Test
    void redirectsAreNotFollowed() {
        Provider moved = new Provider(
                "test",
                "Test",
                provider.issuer() + "/moved",
                TestProvider.CLIENT,
                "",
                "openid",
                "name",
                RoleClaim.NONE);
        SignInFailure failure = failure(client(moved, WaitLimit.TIME).authorization(attempt, CALLBACK));
        assertTrue(failure.getMessage().contains("response status 302"), failure.getMessage());
    }

    @Test
    void newKeysAreReadWhenATokenNamesOne() {
        result(signIn());
        TokenIssuer rotated = new TokenIssuer();
        RSAKey key = new RSAKey.Builder((RSAKey) rotated.key(JWSAlgorithm.RS256))
                .keyID("new")
                .build();
        provider.keySet = new JWKSet(key.toPublicJWK()).toString();
        provider.idToken = token -> TokenIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("new").build(), key, claimsOf(token));
        assertRefused(Reason.INVALID_ANSWER, ""); // they were read a moment ago
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertEquals("Mira", result(signIn()).person().member().name());
    }

    @Test
    void theProviderIsToldWhomToSignOut() {
        URI address = result(client.endSession("the token", "http://127.0.0.1:8080/"));
        assertEquals(
                Map.of(
                        "client_id", TestProvider.CLIENT,
                        "post_logout_redirect_uri", "http://127.0.0.1:8080/",
                        "id_token_hint", "the token"),
                TestProvider.fields(address.getRawQuery()));
        provider.discovery = json -> json.replaceFirst(", \"end_session_endpoint\": \"[^\"]*\"", "");
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertNull(result(client.endSession("the token", "http://127.0.0.1:8080/")));
    }

    @Test
    void anAttemptSurvivesItsCookieAndRevealsNothing() {
        Attempt kept = Attempt.begin("test", "/chat/?room=a b#é");
        assertEquals(kept, Attempt.parse(kept.saved()));
        assertTrue(kept.saved().matches("[\\w.-]+"), "no character that cookies cannot have");
        for (String broken :
                List.of("", "x", kept.saved() + ".x", kept.saved().substring(1), kept.secret() + ".Test.")) {
            assertNull(Attempt.parse(broken), broken);
        }
        assertNull(Attempt.parse(null));
        assertFalse(kept.toString().contains(kept.secret()));
    }
}

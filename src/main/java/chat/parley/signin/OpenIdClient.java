package chat.parley.signin;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.TokenKeys;
import chat.parley.identity.TokenRules;
import chat.parley.identity.Tokens;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Signs people in at one provider: OpenID Connect Core 1.0, authorization code flow, with PKCE (RFC 7636). All stages
 * fail with {@link SignInFailure}. Thread-safe; never blocks.
 */
final class OpenIdClient {
    private final Provider provider;
    private final ProviderHttp http;
    private final String secret;
    private final Clock clock;
    private final Cached<ProviderMetadata> metadata;
    private final Cached<JWKSet> keys;

    /**
     * Somebody who has signed in.
     *
     * @param idToken to sign out at the provider
     */
    record SignedIn(Tokens.SignedIn person, String idToken) {
        /** Without the token. */
        @Override
        public String toString() {
            return person.toString();
        }
    }

    /** @param secret the store's secret */
    OpenIdClient(Provider provider, ProviderHttp http, String secret, Clock clock, LongSupplier nanos) {
        this.provider = provider;
        this.http = http;
        this.secret = secret;
        this.clock = clock;
        String discovery = provider.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        this.metadata = new Cached<>(
                () -> http.get(URI.create(discovery))
                        .thenApply(json -> ProviderMetadata.parse(json, provider.issuer())),
                nanos);
        this.keys = new Cached<>(
                () -> metadata.get()
                        .thenCompose(known -> http.get(known.keys()))
                        .thenApply(OpenIdClient::keySet),
                nanos);
    }

    Provider provider() {
        return provider;
    }

    /** A published secret would prove nothing. */
    private static JWKSet keySet(String json) {
        try {
            return new JWKSet(TokenKeys.parse(json).getKeys().stream()
                    .filter(key -> !(key instanceof OctetSequenceKey))
                    .toList());
        } catch (IOException e) {
            throw new SignInFailure(SignInFailure.Reason.INVALID_ANSWER, e.getMessage());
        }
    }

    /** Where to send the browser. @param callback the address that it returns to */
    CompletionStage<URI> authorization(Attempt attempt, String callback) {
        return metadata.get()
                .thenApply(known -> with(
                        known.authorization(),
                        fields(
                                "response_type", "code",
                                "client_id", provider.clientId(),
                                "redirect_uri", callback,
                                "scope", provider.scopes(),
                                "state", attempt.state(),
                                "nonce", attempt.nonce(),
                                "code_challenge", attempt.challenge(),
                                "code_challenge_method", "S256")));
    }

    /**
     * Exchanges the code for an ID token and verifies it.
     *
     * @param issuer as stated in the callback; null if it is not
     * @param callback the same address as before
     */
    CompletionStage<SignedIn> signIn(Attempt attempt, String code, String issuer, String callback) {
        return metadata.get()
                .thenCompose(known -> {
                    if (issuer == null ? known.statesIssuer() : !issuer.equals(provider.issuer())) {
                        throw new SignInFailure(SignInFailure.Reason.STALE, "the callback is of another issuer");
                    }
                    return http.send(tokenRequest(known, attempt, code, callback));
                })
                .thenApply(OpenIdClient::idToken)
                .thenCompose(idToken -> verify(idToken, attempt.nonce()));
    }

    private HttpRequest.Builder tokenRequest(ProviderMetadata known, Attempt attempt, String code, String callback) {
        Map<String, String> body = fields(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                callback,
                "code_verifier",
                attempt.verifier());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(known.token()).setHeader("Content-Type", "application/x-www-form-urlencoded");
        boolean isPublic = provider.clientSecret().isEmpty();
        if (isPublic || known.postsSecret()) {
            body.put("client_id", provider.clientId());
        }
        if (!isPublic && known.postsSecret()) {
            body.put("client_secret", provider.clientSecret());
        } else if (!isPublic) {
            String credentials =
                    encoded(provider.clientId()) + ":" + encoded(provider.clientSecret()); // RFC 6749, 2.3.1
            request.setHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(form(body)));
    }

    private static String idToken(ProviderHttp.Answer answer) {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(answer.body());
            if (answer.isOk() && fields.get("id_token") instanceof String idToken) {
                return idToken;
            }
            throw answer.isOk()
                    ? new SignInFailure(SignInFailure.Reason.INVALID_ANSWER, "no id_token in the token response")
                    : new SignInFailure(
                            SignInFailure.Reason.REFUSED, "token request: " + answer + ", " + fields.get("error"));
        } catch (ParseException e) {
            throw new SignInFailure(
                    answer.isOk() ? SignInFailure.Reason.INVALID_ANSWER : SignInFailure.Reason.REFUSED,
                    "token request: " + answer + ", not a JSON object");
        }
    }

    /** Reads the keys again if the token's key is new. */
    private CompletionStage<SignedIn> verify(String idToken, String nonce) {
        return keys.get()
                .thenCompose(known -> known.getKeyByKeyId(keyId(idToken)) == null ? keys.refresh() : keys.get())
                .thenApply(known -> new SignedIn(person(idToken, nonce, known), idToken));
    }

    private static String keyId(String idToken) {
        try {
            return SignedJWT.parse(idToken).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new SignInFailure(SignInFailure.Reason.INVALID_ANSWER, "the ID token is not a signed JWT");
        }
    }

    private Tokens.SignedIn person(String idToken, String nonce, JWKSet known) {
        TokenRules rules =
                new TokenRules(provider.issuer(), provider.clientId(), provider.nameClaim(), provider.roles());
        try {
            return new Tokens(rules, (selector, context) -> selector.select(known), secret, clock)
                    .signedIn(idToken, nonce);
        } catch (Refusal refusal) {
            throw new SignInFailure(
                    refusal.code() == ErrorCode.INVALID
                            ? SignInFailure.Reason.NO_NAME
                            : SignInFailure.Reason.INVALID_ANSWER,
                    refusal.getMessage());
        }
    }

    /**
     * Where to send the browser to sign out at the provider, too (OpenID Connect RP-Initiated Logout 1.0); null if the
     * provider has no such address.
     *
     * @param idToken empty if unknown
     */
    CompletionStage<URI> endSession(String idToken, String page) {
        return metadata.get().thenApply(known -> {
            if (known.endSession() == null) {
                return null;
            }
            Map<String, String> query = fields("client_id", provider.clientId(), "post_logout_redirect_uri", page);
            if (!idToken.isEmpty()) {
                query.put("id_token_hint", idToken);
            }
            return with(known.endSession(), query);
        });
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static URI with(URI address, Map<String, String> query) {
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + form(query));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

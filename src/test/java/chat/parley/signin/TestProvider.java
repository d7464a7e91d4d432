package chat.parley.signin;

import chat.parley.client.TokenIssuer;
import chat.parley.identity.RoleClaim;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider whose answers a test can falsify. Answers each code once. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "parley client";
    static final String SECRET = "client+secret:1";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final TokenIssuer keys = TokenIssuer.SHARED;
    /** What the provider publishes. */
    volatile UnaryOperator<String> discovery = UnaryOperator.identity();

    volatile String keySet = keys.keySet();
    /** Changes the response of the token endpoint. */
    volatile UnaryOperator<String> tokenResponse = UnaryOperator.identity();

    volatile int tokenStatus = 200;
    /** The ID token; null for a correct one. */
    volatile UnaryOperator<JWTClaimsSet> claims = UnaryOperator.identity();

    volatile UnaryOperator<String> idToken = UnaryOperator.identity();
    /** The last token request. */
    volatile Map<String, String> asked = Map.of();

    volatile String authorization;
    volatile String nonce;

    TestProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, discovery.apply("""
                    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize?audience=x", "token_endpoint": "%1$s/token",
                     "jwks_uri": "%1$s/keys", "end_session_endpoint": "%1$s/logout"}\
                    """.formatted(issuer()))));
        server.createContext("/keys", exchange -> answer(exchange, 200, keySet));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", issuer() + "/.well-known/openid-configuration");
            answer(exchange, 302, "");
        });
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Provider settings() {
        return new Provider("test", "Test", issuer(), CLIENT, SECRET, "openid profile", "name", RoleClaim.of("groups"));
    }

    private void token(HttpExchange exchange) throws IOException {
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        asked = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        JWTClaimsSet good = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("subject 1")
                .claim("name", "Mira")
                .claim("nonce", nonce)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        String token = idToken.apply(keys.sign(JWSAlgorithm.RS256, claims.apply(good)));
        answer(
                exchange,
                tokenStatus,
                tokenResponse.apply("{\"access_token\": \"a\", \"id_token\": \"" + token + "\"}"));
    }

    static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

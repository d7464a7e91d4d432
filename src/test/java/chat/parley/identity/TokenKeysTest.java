package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.TokenIssuer;
import chat.parley.client.WaitLimit;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.ThreadLanes;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys come from, and when they are read again. */
class TokenKeysTest {
    private static final TokenIssuer ISSUER = TokenIssuer.SHARED;

    private final ThreadLanes lanes = new ThreadLanes(1, Thread::new);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = ISSUER.keySet();
    private HttpServer server;

    @AfterEach
    void stop() {
        lanes.close();
        if (server != null) {
            server.stop(0);
        }
    }

    private KeySource url() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "/keys");
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
        return KeySource.of("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    private static JWKSelector withId(String id) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
    }

    private static String keySet(String id) {
        RSAKey key = (RSAKey) ISSUER.key(JWSAlgorithm.RS256);
        return new JWKSet(new RSAKey.Builder(key.toPublicJWK()).keyID(id).build()).toString();
    }

    @Test
    void anUnknownKeyIsLookedUpAtMostEveryFewSeconds() throws Exception {
        TokenKeys keys = KeysOnHand.read(url(), lanes, nanos::get);
        body = keySet("new");
        assertEquals(0, found(keys, "new"), "just read");
        assertEquals(1, requests.get());
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        Refusal refusal = assertThrows(Refusal.class, () -> keys.select(withId("new")));
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
        assertEquals(1, refusal.retryAfterSeconds());
        assertEquals(1, found(keys, "new"));
        for (int i = 0; i < 100; i++) {
            assertEquals(0, found(keys, "made up " + i));
        }
        assertEquals(2, requests.get());
    }

    @Test
    void whileKeysCannotBeFetchedClientsMayRetry() throws Exception {
        status = 503;
        TokenKeys keys = new TokenKeys(url(), lanes.of("keys"), nanos::get);
        keys.start();
        awaitRequests(1);
        assertEquals(
                ErrorCode.UNAVAILABLE,
                assertThrows(Refusal.class, () -> keys.select(withId(TokenIssuer.RSA)))
                        .code());
        status = 200;
        assertNull(KeysOnHand.await(() -> {
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            keys.select(withId(TokenIssuer.RSA));
        }));
    }

    @Test
    void keysOutliveAnOutage() throws Exception {
        TokenKeys keys = KeysOnHand.read(url(), lanes, nanos::get);
        server.stop(0);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertEquals(0, found(keys, "unknown"));
        assertEquals(1, found(keys, TokenIssuer.RSA));
    }

    @Test
    void aChangedFileIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("keys.json"), ISSUER.keySet());
        TokenKeys keys = KeysOnHand.read(KeySource.of(file.toString()), lanes, nanos::get);
        Files.writeString(file, keySet("new"));
        long end = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (found(keys, "new") == 0) {
            assertTrue(System.nanoTime() < end, "not read");
            Thread.onSpinWait();
        }
        assertEquals(0, found(keys, TokenIssuer.RSA));
    }

    @Test
    void whatIsTooLargeOrElsewhereIsNotRead() throws Exception {
        KeySource source = url();
        body = " ".repeat(KeySource.MAX_BYTES + 1);
        assertThrows(IOException.class, source::read);
        body = "";
        status = 302;
        assertThrows(IOException.class, source::read);
    }

    @Test
    void aServerThatTricklesIsGivenUp() throws Exception {
        for (String head : List.of("HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n\r\n")) {
            ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                trickle.execute(() -> {
                    try {
                        OutputStream out = listener.accept().getOutputStream();
                        out.write(head.getBytes(StandardCharsets.US_ASCII));
                        trickle.scheduleWithFixedDelay(() -> write(out), 0, 20, TimeUnit.MILLISECONDS);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
                KeySource source = new KeySource.Url(uri, Duration.ofMillis(500));
                assertTimeoutPreemptively(WaitLimit.TIME, () -> assertThrows(IOException.class, source::read));
            } finally {
                trickle.shutdownNow();
            }
        }
    }

    private static void write(OutputStream out) {
        try {
            out.write('x');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // ends the schedule
        }
    }

    @Test
    void weakAndForeignKeysAreIgnored() throws Exception {
        String weak = "{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}";
        String foreign = "{\"kty\":\"XYZ\"}";
        String good = ISSUER.key(JWSAlgorithm.ES256).toPublicJWK().toJSONString();
        JWKSet keys = TokenKeys.parse("{\"keys\":[" + weak + "," + foreign + "," + good + "]}");
        assertEquals(List.of("ec"), keys.getKeys().stream().map(JWK::getKeyID).toList());
        for (String unusable : List.of("{\"keys\":[" + weak + "]}", "{\"keys\":[]}", "{}", "null", "", "secret-text")) {
            String why = assertThrows(IOException.class, () -> TokenKeys.parse(unusable))
                    .getMessage();
            assertFalse(why.contains("c2hvcnQ") || why.contains("secret-text"), why);
        }
    }

    @Test
    void otherPlacesAreRefused() {
        for (String place : List.of("https:///keys", "http://user:password@host/keys", "https://a b/")) {
            assertThrows(IllegalArgumentException.class, () -> KeySource.of(place), place);
        }
    }

    /** The number of keys with this id, once it is known whether there are new ones. */
    private static int found(TokenKeys keys, String id) {
        List<JWK> found = new ArrayList<>();
        assertNull(KeysOnHand.await(() -> found.addAll(keys.select(withId(id)))));
        return found.size();
    }

    private void awaitRequests(int number) {
        long end = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (requests.get() < number) {
            assertTrue(System.nanoTime() < end, "no request");
            Thread.onSpinWait();
        }
    }
}

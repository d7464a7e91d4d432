package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.TokenIssuer;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.ThreadLanes;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String SECRET = "secret of a store";
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final TokenIssuer ISSUER = TokenIssuer.SHARED;

    @TempDir
    Path folder;

    private final ThreadLanes lanes = new ThreadLanes(1, Thread::new);
    private Tokens tokens;

    @BeforeEach
    void readKeys() throws Exception {
        Path file = Files.writeString(folder.resolve("keys.json"), ISSUER.keySet());
        tokens = new Tokens(
                new TokenRules(TokenIssuer.ISSUER, TokenIssuer.AUDIENCE, "name", RoleClaim.of("roles")),
                KeysOnHand.read(new KeySource.LocalFile(file), lanes),
                SECRET,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        lanes.close();
    }

    private static JWTClaimsSet.Builder claims() {
        return TokenIssuer.claims("user-1", "Mira", NOW.plusSeconds(600));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return ISSUER.sign(JWSAlgorithm.RS256, claims.build());
    }

    private Identities identities(Instant now) {
        return new Identities(
                new Guests(SECRET),
                tokens,
                List.of(),
                SignedInNames.none(),
                new ProvenRoles(member -> false),
                true,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void assertRefused(String token) {
        assertEquals(
                ErrorCode.UNAUTHORIZED,
                assertThrows(Refusal.class, () -> tokens.authenticate(token)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "HS256"})
    void aTokenOfEachAlgorithmIsAccepted(String algorithm) {
        String token = ISSUER.sign(JWSAlgorithm.parse(algorithm), claims().build());
        Identity identity = identities(NOW).identify(new Command.Hello(null, null, null, token), null);
        assertEquals("Mira", identity.member().name());
        assertEquals(Duration.ofSeconds(660), identity.validFor());
        assertTrue(identity.lasting());
        assertTrue(identity.isSignedIn());
    }

    @Test
    void theSubjectDecidesTheIdAndNoGuestHasIt() {
        String id = tokens.authenticate(signed(claims())).member().id();
        assertEquals(
                id,
                tokens.authenticate(signed(claims().claim("name", "Mira Okafor")))
                        .member()
                        .id());
        assertNotEquals(
                id,
                tokens.authenticate(signed(claims().subject("user-2"))).member().id());
        assertTrue(id.matches("@[A-Za-z0-9_-]{22}"));
        Guests guests = new Guests(SECRET);
        for (String key : List.of("user-1", "token 23 https://app.example.org user-1")) {
            assertNotEquals(id, guests.member("Mira", key).id());
            assertNotEquals(id, guests.idOf(key.replace("token", "Token")));
        }
    }

    @Test
    void anAccessTokenWithoutTypeOrKeyIdIsAccepted() {
        RSAKey key = (RSAKey) ISSUER.key(JWSAlgorithm.RS256);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new com.nimbusds.jose.JOSEObjectType("at+jwt"))
                .build();
        tokens.authenticate(TokenIssuer.sign(header, key, claims().build()));
        tokens.authenticate(TokenIssuer.sign(new JWSHeader(JWSAlgorithm.RS256), key, claims().build()));
    }

    @Test
    void clocksMayDifferByAMinute() {
        assertEquals(
                NOW.plusSeconds(1),
                tokens.authenticate(signed(claims().expirationTime(Date.from(NOW.minusSeconds(59)))))
                        .expiresAt());
        tokens.authenticate(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(59)))));
    }

    @Test
    void aTokenMayExpireBetweenItsCheckAndTheHello() {
        Authentication verified = tokens.authenticate(signed(claims()));
        Command.Hello hello = Command.Hello.signedIn(null);
        assertEquals(
                Duration.ofSeconds(1),
                identities(NOW.plusSeconds(659)).identify(hello, verified).validFor());
        Identities later = identities(NOW.plusSeconds(660));
        assertEquals(
                ErrorCode.UNAUTHORIZED,
                assertThrows(Refusal.class, () -> later.identify(hello, verified))
                        .code());
    }

    @Test
    void whatDoesNotProveWhoItIsIsRefused() {
        Stream.of(
                        claims().issuer("https://other.example.org"),
                        claims().issuer(null),
                        claims().audience("another-service"),
                        claims().audience((String) null),
                        claims().expirationTime(Date.from(NOW.minusSeconds(61))),
                        claims().expirationTime(null),
                        claims().notBeforeTime(Date.from(NOW.plusSeconds(61))),
                        claims().subject(null),
                        claims().subject(""))
                .forEach(claims -> assertRefused(signed(claims)));
    }

    @Test
    void anotherSignatureIsRefused() {
        String[] parts = signed(claims()).split("\\.");
        String[] other = signed(claims().subject("user-2")).split("\\.");
        assertRefused(parts[0] + "." + other[1] + "." + parts[2]);
        assertRefused(parts[0] + "." + parts[1] + ".");
        RSAKey stranger = (RSAKey) new TokenIssuer().key(JWSAlgorithm.RS256);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(TokenIssuer.RSA).build();
        assertRefused(TokenIssuer.sign(header, stranger, claims().build()));
        JWSHeader withKey = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(TokenIssuer.RSA)
                .jwk(stranger.toPublicJWK())
                .build();
        assertRefused(TokenIssuer.sign(withKey, stranger, claims().build()));
    }

    @Test
    void otherAlgorithmsAndNoneAreRefused() {
        assertRefused(new PlainJWT(claims().build()).serialize());
        RSAKey key = (RSAKey) ISSUER.key(JWSAlgorithm.RS256);
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            assertRefused(TokenIssuer.sign(new JWSHeader(algorithm), key, claims().build()));
        }
    }

    /** Anybody knows the public key, and could use it as the secret of HS256. */
    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        RSAKey key = ((RSAKey) ISSUER.key(JWSAlgorithm.RS256)).toPublicJWK();
        byte[] der = key.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        List<byte[]> secrets = List.of(
                der,
                pem.getBytes(StandardCharsets.US_ASCII),
                pem.strip().getBytes(StandardCharsets.US_ASCII),
                key.getModulus().decode(),
                key.toJSONString().getBytes(StandardCharsets.UTF_8));
        for (byte[] secret : secrets) {
            OctetSequenceKey forged = new OctetSequenceKey.Builder(secret).build();
            for (String id : new String[] {TokenIssuer.RSA, "secret", null}) {
                JWSHeader header =
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(id).build();
                assertRefused(TokenIssuer.sign(header, forged, claims().build()));
            }
        }
    }

    @Test
    void anUnknownKeyIsRefusedIfTheKeysHaveJustBeenRead() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build();
        String token = TokenIssuer.sign(header, ISSUER.key(JWSAlgorithm.RS256), claims().build());
        assertEquals(ErrorCode.UNAUTHORIZED, KeysOnHand.await(() -> tokens.authenticate(token)));
    }

    @Test
    void garbageIsRefused() {
        String deep = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":".concat("{\"a\":".repeat(500)).getBytes(StandardCharsets.UTF_8));
        for (String text :
                List.of("x", "..", "a.b.c", "e30.e30.e30", "bnVsbA.bnVsbA.", deep + ".e30.e30", "a.b.c.d.e")) {
            assertRefused(text);
        }
    }

    @Test
    void aHugeTokenIsRefusedUnread() {
        Refusal refusal = assertThrows(
                Refusal.class,
                () -> new Command.Hello(null, null, null, signed(claims().claim("roles", "x".repeat(8_000)))));
        assertEquals(ErrorCode.INVALID, refusal.code());
    }

    @Test
    void aTokenAndAKeyContradictEachOther() {
        Refusal refusal = assertThrows(
                Refusal.class,
                () -> new Command.Hello(null, "Mira", UUID.randomUUID().toString(), signed(claims())));
        assertEquals(ErrorCode.INVALID, refusal.code());
    }

    @Test
    void aHelloDoesNotPrintItsSecrets() {
        String token = signed(claims());
        assertFalse(new Command.Hello("r", null, null, token).toString().contains(token));
        assertFalse(
                Command.Hello.guest("r", "Mira", "0123456789abcdef").toString().contains("0123456789abcdef"));
    }

    @Test
    void aNameThatIsMissingOrInvalidIsNamed() {
        List<JWTClaimsSet.Builder> nameless = new ArrayList<>();
        for (Object name : new Object[] {null, 7, "", "a\u202Eb", "x".repeat(65)}) {
            nameless.add(claims().claim("name", name));
        }
        for (JWTClaimsSet.Builder claims : nameless) {
            Refusal refusal = assertThrows(Refusal.class, () -> tokens.authenticate(signed(claims)));
            assertEquals(ErrorCode.INVALID, refusal.code());
            assertTrue(refusal.getMessage().startsWith("token claim name "), refusal.getMessage());
        }
    }

    @Test
    void aRefusalDoesNotQuoteTheToken() {
        String token = signed(claims().issuer("https://other.example.org"));
        Refusal refusal = assertThrows(Refusal.class, () -> tokens.authenticate(token));
        for (String part : token.split("\\.")) {
            assertFalse(refusal.getMessage().contains(part));
        }
    }
}

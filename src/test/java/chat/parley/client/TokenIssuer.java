package chat.parley.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;

/** Another application, which signs tokens for its users with one key of each kind. Thread-safe. */
public final class TokenIssuer {
    public static final String ISSUER = "https://app.example.org";
    public static final String AUDIENCE = "parley";

    /** The name of the RSA key. */
    public static final String RSA = "rsa";

    private static final Duration LONG = Duration.ofHours(1);

    /** The issuer that the tests of one JVM share: RSA keys take long to generate. */
    public static final TokenIssuer SHARED = new TokenIssuer();

    /** Settings of a server that accepts the tokens of {@link #SHARED}, and guests. */
    public static final Map<String, String> ACCEPTED = SHARED.settings(Map.of());
    /** Settings of a server that accepts these tokens only. */
    public static final Map<String, String> REQUIRED = SHARED.settings(Map.of("guests", "false"));

    private final Map<JWSAlgorithm, JWK> keys;

    public TokenIssuer() {
        try {
            keys = Map.of(
                    JWSAlgorithm.RS256, new RSAKeyGenerator(2048).keyID(RSA).generate(),
                    JWSAlgorithm.ES256,
                            new ECKeyGenerator(Curve.P_256).keyID("ec").generate(),
                    JWSAlgorithm.HS256,
                            new OctetSequenceKeyGenerator(256).keyID("secret").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public JWK key(JWSAlgorithm algorithm) {
        return keys.get(algorithm);
    }

    /** The key set that verifies the tokens. */
    public String keySet() {
        return published().toString(false);
    }

    /** The same keys in memory. */
    public JWKSource<SecurityContext> keySource() {
        return new ImmutableJWKSet<>(published());
    }

    private JWKSet published() {
        return new JWKSet(keys.values().stream()
                .map(key -> key.toPublicJWK() == null ? key : key.toPublicJWK())
                .toList());
    }

    /** A server's settings for these tokens, with the key set in a new file. @param more further settings */
    private Map<String, String> settings(Map<String, String> more) {
        try {
            Path file = Files.createTempFile("parley-keys", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(file, keySet());
            Map<String, String> settings = new TreeMap<>(more);
            settings.putAll(Map.of("token-keys", file.toString(), "token-issuer", ISSUER, "token-audience", AUDIENCE));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Valid claims, to change. */
    public static JWTClaimsSet.Builder claims(String subject, String name, Instant expiry) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .claim("name", name)
                .expirationTime(Date.from(expiry));
    }

    /** A token that is valid for an hour. */
    public String token(String subject, String name) {
        return token(subject, name, Instant.now().plus(LONG));
    }

    public String token(String subject, String name, Instant expiry) {
        return sign(JWSAlgorithm.RS256, claims(subject, name, expiry).build());
    }

    public String sign(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        JWK key = keys.get(algorithm);
        return sign(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), key, claims);
    }

    public static String sign(JWSHeader header, JWK key, JWTClaimsSet claims) {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

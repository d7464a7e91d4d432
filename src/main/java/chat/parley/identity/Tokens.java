package chat.parley.identity;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/**
 * Verifies signed tokens (JWT, RFC 7519) of another application and maps their subjects to members of one store.
 * Follows the best practices of RFC 8725. Thread-safe; never blocks.
 */
public final class Tokens {
    /** How much the clocks of the application and of this server may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.HS256);

    private final TokenRules rules;
    private final String secret;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param secret the store's secret, as for {@link Guests} */
    public Tokens(TokenRules rules, TokenKeys keys, String secret, Clock clock) {
        this(rules, (selector, context) -> keys.select(selector), secret, clock);
    }

    /** @param keys must not block */
    public Tokens(TokenRules rules, JWKSource<SecurityContext> keys, String secret, Clock clock) {
        this.rules = rules;
        this.secret = secret;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // Of each key only the algorithm that fits its type: a public RSA key is never a secret for HS256.
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        rules.audience(),
                        new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) CLOCK_SKEW.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * Verifies a token. The same subject always gives the same member id, and never that of a guest. The token with the
     * latest {@code iat} names the member, or {@code exp} without one.
     *
     * @throws Refusal {@link ErrorCode#UNAUTHORIZED} if the token does not prove who the client is,
     *     {@link ErrorCode#INVALID} if it has no valid name, {@link ErrorCode#UNAVAILABLE} if the keys are missing
     */
    Authentication authenticate(String token) {
        JWTClaimsSet claims = verified(token);
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Instant at = (issued == null ? expiry : issued).toInstant();
        Role role = rules.roles().in(claims.getClaims());
        ServerRole proven = role == null ? null : new ServerRole(role, at);
        return new Authentication(memberIn(claims), expiry.toInstant().plus(CLOCK_SKEW), at, () -> proven, null);
    }

    /**
     * Somebody who has signed in.
     *
     * @param role on the whole server; null if the ID token says nothing about it
     */
    public record SignedIn(Member member, Role role) {}

    /**
     * The member of an ID token (OpenID Connect Core 1.0, section 3.1.3.7): the same as of any token with this subject.
     *
     * @param nonce of the request that the token answers
     * @throws Refusal as {@link #authenticate}
     */
    public SignedIn signedIn(String idToken, String nonce) {
        JWTClaimsSet claims = verified(idToken);
        if (!nonce.equals(claims.getClaim("nonce"))) {
            throw refused("not for this sign-in (claim nonce)");
        }
        Object client = claims.getClaim("azp");
        if (client == null ? claims.getAudience().size() > 1 : !client.equals(rules.audience())) {
            throw refused("issued to another client (claim azp)");
        }
        return new SignedIn(memberIn(claims), rules.roles().in(claims.getClaims()));
    }

    private Member memberIn(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        if (subject == null || subject.isEmpty()) {
            throw refused("empty claim sub");
        }
        return Member.named(idOf(subject), "token claim " + rules.nameClaim(), nameIn(claims));
    }

    private JWTClaimsSet verified(String token) {
        try {
            return processor.process(token, null);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (BadJOSEException e) {
            throw refused(e.getMessage());
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw refused("not a valid signed JWT");
        }
    }

    /** Contains white space, unlike what {@link Guests} digest, and is unambiguous. */
    private String idOf(String subject) {
        return Member.signedInId(Secrets.keyedDigestOf(
                secret, "token " + rules.issuer().length() + " " + rules.issuer() + " " + subject));
    }

    private String nameIn(JWTClaimsSet claims) {
        return claims.getClaim(rules.nameClaim()) instanceof String name ? name : null;
    }

    private static Refusal refused(String why) {
        return new Refusal(ErrorCode.UNAUTHORIZED, "Token refused: " + why);
    }
}

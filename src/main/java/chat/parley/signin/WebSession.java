package chat.parley.signin;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import chat.parley.identity.Authentication;
import chat.parley.identity.Revocation;
import chat.parley.identity.Secrets;
import chat.parley.identity.ServerRole;
import chat.parley.identity.Tokens;
import chat.parley.store.ChangeLane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A browser that is signed in. Thread-safe. */
public final class WebSession {
    /** A session ends when it has not been used for this time. */
    public static final Duration IDLE = Duration.ofDays(14);
    /** A session ends at this age, used or not. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private final String id;
    private final String secretHash;
    private final String provider;
    private final String userAgent;
    private final Instant created;
    private final Instant expires;
    private final Revocation revocation = new Revocation();
    private volatile Named named;
    private volatile Instant seen;

    /**
     * @param since when the member got the name, as far as this server knows
     * @param role null if the sign-in says nothing about it
     */
    private record Named(Member member, Instant since, ServerRole role) {}

    /**
     * @param id public; differs from the secret in the cookie
     * @param role on the server; null if the sign-in says nothing about it
     */
    WebSession(
            String id,
            String secretHash,
            Member member,
            Role role,
            String provider,
            String userAgent,
            Instant created,
            Instant seen,
            Instant expires) {
        this.id = id;
        this.secretHash = secretHash;
        this.named = new Named(member, created, role == null ? null : new ServerRole(role, created));
        this.provider = provider;
        this.userAgent = userAgent;
        this.created = created;
        this.seen = seen;
        this.expires = expires;
    }

    /** A new session. @param secret for the cookie */
    static WebSession begin(String secret, Tokens.SignedIn person, String provider, String userAgent, Instant now) {
        return new WebSession(
                Secrets.unguessable(),
                Secrets.sha256(secret),
                person.member(),
                person.role(),
                provider,
                userAgent,
                now,
                now,
                now.plus(LIFETIME));
    }

    public String id() {
        return id;
    }

    String secretHash() {
        return secretHash;
    }

    public Member member() {
        return named.member();
    }

    /** The role on the server by the member's newest sign-in; null if that says nothing about it. */
    public ServerRole role() {
        return named.role();
    }

    void rename(Member renamed, Instant now) {
        named = new Named(renamed, now, named.role());
    }

    void tellRole(BiConsumer<String, ServerRole> known) {
        Named current = named;
        if (current.role() != null) {
            known.accept(current.member().id(), current.role());
        }
    }

    /** Tells all servers what the sign-in said; empty if it said nothing about roles. */
    Optional<ChangeLane.Notice> roleNotice() {
        Named current = named;
        return Optional.ofNullable(current.role())
                .map(role -> new RoleNotice(current.member().id(), role).notice());
    }

    /** Whether both have the same role, whenever it was proven. */
    boolean hasRoleOf(WebSession other) {
        ServerRole own = role();
        ServerRole others = other.role();
        return own == null || others == null ? own == others : own.role() == others.role();
    }

    /** Takes over what a newer sign-in of the member says. */
    void follow(WebSession newer) {
        named = newer.named;
    }

    public String provider() {
        return provider;
    }

    /** What the browser said it is. */
    public String userAgent() {
        return userAgent;
    }

    public Instant created() {
        return created;
    }

    public Instant seen() {
        return seen;
    }

    void see(Instant now) {
        seen = now;
    }

    /** Another server may have seen it later. */
    WebSession seenAt(Instant elsewhere) {
        if (elsewhere.isAfter(seen)) {
            seen = elsewhere;
        }
        return this;
    }

    public Instant expires() {
        return expires;
    }

    boolean hasEnded(Instant now) {
        return !now.isBefore(expires) || !now.isBefore(seen.plus(IDLE));
    }

    /** Whether connections are open that this session has identified. */
    public boolean isInUse() {
        return revocation.isWatched();
    }

    /** Closes these connections. */
    void revoke() {
        revocation.revoke();
    }

    /** Part of a change that is refused if the session has ended. */
    public ChangeLane.Step stillOpen() {
        return ChangeLane.Step.requiring(() -> {
            if (revocation.isRevoked()) {
                throw new Refusal(ErrorCode.UNAUTHORIZED, "You have signed out; sign in again");
            }
        });
    }

    /** What a request with its cookie proves. */
    public Authentication authentication() {
        Named current = named;
        return new Authentication(current.member(), expires, current.since(), this::role, revocation);
    }
}

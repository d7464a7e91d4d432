package chat.parley.identity;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Turns the credentials of a hello into a member, the same for all doors. Thread-safe; never blocks. */
public final class Identities implements RequestAuthenticator {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Guests guests;
    private final Tokens tokens;
    private final List<RequestAuthenticator> requests;
    private final SignedInNames names;
    private final ProvenRoles roles;
    private final boolean acceptsGuests;
    private final Clock clock;

    /**
     * @param tokens null if the server accepts none
     * @param requests know who sent a request, before any hello; the first that knows it decides
     * @param roles learns those of everybody who signs in
     * @param names that no guest may take; learns those of everybody who signs in
     */
    public Identities(
            Guests guests,
            Tokens tokens,
            List<RequestAuthenticator> requests,
            SignedInNames names,
            ProvenRoles roles,
            boolean acceptsGuests,
            Clock clock) {
        this.guests = guests;
        this.tokens = tokens;
        this.requests = List.copyOf(requests);
        this.names = names;
        this.roles = roles;
        this.acceptsGuests = acceptsGuests;
        this.clock = clock;
    }

    /** Guests only. */
    public static Identities of(Guests guests) {
        return new Identities(
                guests,
                null,
                List.of(),
                SignedInNames.none(),
                new ProvenRoles(member -> false),
                true,
                Clock.systemUTC());
    }

    /**
     * The member with these credentials: those in the hello's token, or else those of the request, or else a guest's.
     *
     * @param authentication of the request that brought the hello or opened its connection; null if it proved nothing
     * @throws Refusal if the token is refused, if the server does not accept this kind of client, or if a guest may not
     *     have this name
     */
    public Identity identify(Command.Hello hello, Authentication authentication) {
        Authentication proof = authenticate(hello, authentication);
        if (proof != null) {
            return identity(proof);
        }
        if (!acceptsGuests) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED,
                    "This server does not accept guests; " + (tokens == null ? "sign in" : "send a token"));
        }
        Member guest = guests.member(hello.name(), hello.key());
        requireFree(guest.name());
        return Identity.guest(guest, hello.key() != null);
    }

    /**
     * The member under a name that its client wants.
     *
     * @throws Refusal as {@link #requireFree}, if it is a guest
     */
    public Member renamed(Identity identity, String name) {
        if (!identity.isSignedIn()) {
            requireFree(name);
        }
        return new Member(identity.member().id(), name);
    }

    /**
     * Checks a name that a guest wants.
     *
     * @throws Refusal {@link ErrorCode#NAME_TAKEN} if it looks like the name of a member who has signed in
     */
    public void requireFree(String name) {
        names.requireFree(name);
    }

    /**
     * Who the client proves to be: by the hello's token, or else by the request; null if it proves nothing. A door that
     * needs this before the hello verifies the token once: it then passes the result to {@link #identify}, with a hello
     * without the token.
     *
     * @throws Refusal as {@link #identify}
     */
    public Authentication authenticate(Command.Hello hello, Authentication authentication) {
        if (hello.token() == null) {
            return authentication;
        }
        if (tokens == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "This server does not accept tokens");
        }
        return tokens.authenticate(hello.token());
    }

    private Identity identity(Authentication authentication) {
        Revocation revocation = authentication.revocation();
        if (revocation != null && revocation.isRevoked()) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "You have signed out; sign in again");
        }
        Instant now = clock.instant();
        Duration left = authentication.expiresAt() == null ? null : Duration.between(now, authentication.expiresAt());
        if (left != null && (left.isNegative() || left.isZero())) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "Your sign-in has expired; sign in again");
        }
        Instant namedAt = authentication.namedAt() == null ? now : authentication.namedAt();
        names.learn(authentication.member(), namedAt);
        String id = authentication.member().id();
        Supplier<ServerRole> role = authentication.role();
        ServerRole proven = role == null ? null : role.get();
        if (proven != null) {
            roles.learn(id, proven);
        }
        return Identity.signedIn(
                authentication.member(),
                left == null || left.compareTo(LONGEST) < 0 ? left : LONGEST,
                namedAt,
                () -> roles.of(id, role),
                revocation);
    }

    @Override
    public Authentication authenticate(AmbientCredentials credentials) {
        for (RequestAuthenticator authenticator : requests) {
            Authentication found = authenticator.authenticate(credentials);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    public boolean acceptsGuests() {
        return acceptsGuests;
    }

    public boolean acceptsTokens() {
        return tokens != null;
    }
}

package chat.parley.identity;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import java.time.Clock;

/** Maps the users of a container, known by their names, to members of one store. */
public final class ContainerUsers implements RequestAuthenticator {
    /** The container's own configuration says who has which role. */
    private static final RoleClaim ROLES = RoleClaim.of("");

    private final String secret;
    private final Clock clock;

    /** @param secret the store's secret, as for {@link Guests} */
    public ContainerUsers(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * The member for the container's user; never the same as a guest's or a token's.
     *
     * @throws Refusal {@link ErrorCode#FORBIDDEN} if the user's name cannot be a member's name
     */
    @Override
    public Authentication authenticate(AmbientCredentials credentials) {
        if (credentials.principal() == null) {
            return null;
        }
        String name = credentials.principal().getName();
        try {
            // what guests digest contains no white space, and what tokens digest begins with another word
            String id = Member.signedInId(Secrets.keyedDigestOf(secret, "container " + name));
            ServerRole role = new ServerRole(ROLES.role(credentials.roles()), clock.instant());
            return new Authentication(Member.named(id, "the user name", name), null, null, () -> role, null);
        } catch (Refusal refusal) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This account cannot chat: " + refusal.getMessage());
        }
    }
}

package chat.parley.identity;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;

/** Maps the users of a container, known by their names, to members of one store. */
public final class ContainerUsers implements RequestAuthenticator {
    private final String secret;

    /** @param secret the store's secret, as for {@link Guests} */
    public ContainerUsers(String secret) {
        this.secret = secret;
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
            return new Authentication(Member.named(id, "the user name", name), null);
        } catch (Refusal refusal) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This account cannot chat: " + refusal.getMessage());
        }
    }
}

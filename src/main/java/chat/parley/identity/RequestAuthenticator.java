package chat.parley.identity;

/** Finds out who sent a request. Called for every request. Thread-safe; must not block. */
@FunctionalInterface
public interface RequestAuthenticator {
    /**
     * Returns null if the credentials prove nothing.
     *
     * @throws chat.parley.event.Refusal if the client is known but cannot be a member
     */
    Authentication authenticate(AmbientCredentials credentials);
}

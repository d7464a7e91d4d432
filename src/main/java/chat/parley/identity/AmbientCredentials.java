package chat.parley.identity;

import java.security.Principal;
import java.util.List;
import java.util.function.Predicate;

/**
 * The credentials that a browser sends with each request by itself, whichever page causes the request.
 *
 * @param principal the user whom the container has authenticated, or null
 * @param roles whether the container says that this user has a role
 * @param cookies the values of the header {@code Cookie}
 * @param secure whether the client's connection uses TLS
 * @param context the context path; empty for the root
 */
public record AmbientCredentials(
        Principal principal, Predicate<String> roles, List<String> cookies, boolean secure, String context) {
    /** Those of a host that authenticates nobody. */
    public AmbientCredentials(List<String> cookies, boolean secure, String context) {
        this(null, role -> false, cookies, secure, context);
    }
}

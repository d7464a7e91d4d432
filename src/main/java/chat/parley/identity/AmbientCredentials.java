package chat.parley.identity;

import java.security.Principal;
import java.util.List;

/**
 * The credentials that a browser sends with each request by itself, whichever page causes the request.
 *
 * @param principal the user whom the container has authenticated, or null
 * @param cookies the values of the header {@code Cookie}
 * @param secure whether the client's connection uses TLS
 * @param context the context path; empty for the root
 */
public record AmbientCredentials(Principal principal, List<String> cookies, boolean secure, String context) {}

package chat.parley.signin;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parley's cookies (RFC 6265bis): out of reach for scripts and for other sites and, over TLS, for other hosts of the
 * domain, too. That takes a prefix of the name.
 *
 * @param secure whether the client's connection uses TLS
 * @param context the context path; empty for the root
 */
public record Cookies(boolean secure, String context) {
    /** The cookie with the secret of a web session. */
    public static final String SESSION = "parley-session";

    private static final String ROOT = "__Host-";
    private static final String ELSEWHERE = "__Secure-";

    /** The header {@code Set-Cookie}. */
    public String set(String name, String value, Duration maxAge) {
        return prefix() + name + "=" + value + "; Path=" + (context.isEmpty() ? "/" : context) + "; Max-Age="
                + maxAge.toSeconds() + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The header {@code Set-Cookie} that removes the cookie. */
    public String clear(String name) {
        return set(name, "", Duration.ZERO);
    }

    /**
     * The values of a cookie; there may be several, of servers with other paths on this host. Over TLS, a server at the
     * root ignores those that other hosts of the domain can set.
     *
     * @param headers the values of the header {@code Cookie}
     */
    public List<String> values(String name, List<String> headers) {
        String start = prefix() + name + "=";
        return headers.stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(start))
                .map(cookie -> cookie.substring(start.length()))
                .toList();
    }

    private String prefix() {
        return !secure ? "" : context.isEmpty() ? ROOT : ELSEWHERE;
    }
}

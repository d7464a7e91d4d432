package chat.parley.identity;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The origin check of all doors: accepts pages of the server's own origin and of configured origins. Browsers do not
 * apply the same-origin policy to WebSockets or to the side effects of requests, but they send the page's origin.
 * Clients that are not browsers are always accepted. Thread-safe.
 */
public final class Origins {
    private static final Pattern ORIGIN =
            Pattern.compile("(?<scheme>https?)://(?<host>\\[[0-9a-f:.]+\\]|[^\\s/?#@:\\[\\]]+)(:(?<port>[0-9]{1,5}))?");

    /** Values of {@code Sec-Fetch-Site} for requests by own pages and by typed addresses. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> allowed;

    /** @param allowed origins such as {@code https://example.org}, compared exactly */
    public Origins(Set<String> allowed) {
        this.allowed = allowed.stream().map(Origins::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether to accept a request.
     *
     * @param origin the header {@code Origin}, or null. Browsers send it with every WebSocket handshake (RFC 6455,
     *     section 4.1), with every CORS request, and with every request other than GET and HEAD
     * @param site the header {@code Sec-Fetch-Site}, or null. Browsers send it with all other requests too
     * @param host the header {@code Host}
     * @param secure whether the request came over TLS; if not, a proxy may have terminated TLS, so an https origin of
     *     the same host is accepted too
     */
    public boolean admits(String origin, String site, String host, boolean secure) {
        if (origin == null) {
            return site == null || OWN_SITES.contains(site);
        }
        String page;
        try {
            page = canonical(origin);
        } catch (IllegalArgumentException e) {
            return false; // includes "null": a sandboxed frame, a file or a redirect
        }
        return allowed.contains(page)
                || host != null && (isOwn(page, "https", host) || !secure && isOwn(page, "http", host));
    }

    private static boolean isOwn(String page, String scheme, String host) {
        try {
            return page.equals(canonical(scheme + "://" + host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Scheme and host in lower case, without the scheme's default port. */
    private static String canonical(String origin) {
        Matcher parts = ORIGIN.matcher(origin.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(origin + " is not an origin; write scheme://host or scheme://host:port");
        }
        String ownPort = "https".equals(parts.group("scheme")) ? "443" : "80";
        String port = parts.group("port");
        return parts.group("scheme") + "://" + parts.group("host")
                + (port == null || port.equals(ownPort) ? "" : ":" + port);
    }
}

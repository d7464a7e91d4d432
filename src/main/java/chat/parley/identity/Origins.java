package chat.parley.identity;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web pages may use the server: those of its own origin and those of a configured list. Browsers apply their
 * same-origin rule neither to WebSockets nor to what a request does, but they say which page it comes from. One rule for
 * all doors; programs, which are no pages, may always connect. Safe for many threads.
 */
public final class Origins {
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>https?)://(?<host>\\[[0-9a-f:.]+\\]|[^\\s/?#@:\\[\\]]+)(:(?<port>[0-9]{1,5}))?");

    /** Of requests by pages of this very origin, and by somebody who typed the address. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> allowed;

    /** @param allowed origins such as {@code https://example.org}, compared exactly */
    public Origins(Set<String> allowed) {
        this.allowed = allowed.stream().map(Origins::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a request comes from a page that is admitted, or from no page.
     *
     * @param origin the header {@code Origin}, or null. Browsers send it with every WebSocket handshake (RFC 6455,
     *     section 4.1) and with every request to another origin whose answer a page may read, or that is no GET
     * @param site the header {@code Sec-Fetch-Site}, or null. Browsers send it with all other requests, too
     * @param host the header {@code Host}
     * @param secure whether the request came by TLS; if it did not, TLS may have ended at a proxy, and a page that came by https is as good
     */
    public boolean admit(String origin, String site, String host, boolean secure) {
        if (origin == null) {
            return site == null || OWN_SITES.contains(site);
        }
        String page;
        try {
            page = canonical(origin);
        } catch (IllegalArgumentException e) {
            return false; // "null" is one of these: a sandboxed frame, a file, a redirect
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

    /** Scheme and host in lower case, the port only where it is not the scheme's own. */
    private static String canonical(String origin) {
        Matcher parts = ORIGIN.matcher(origin.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(origin + " is no origin: write scheme://host or scheme://host:port");
        }
        String ownPort = "https".equals(parts.group("scheme")) ? "443" : "80";
        String port = parts.group("port");
        return parts.group("scheme") + "://" + parts.group("host") + (port == null || port.equals(ownPort) ? "" : ":" + port);
    }
}

package chat.parley.identity;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web pages may open a connection: those of the server's own origin and those of a configured list. Browsers do not apply their same-origin rule to WebSockets but
 * always say where the page comes from (RFC 6455, section 10.2). Safe for many threads.
 */
public final class Origins {
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>https?)://(?<host>\\[[0-9a-f:.]+\\]|[^\\s/?#@:\\[\\]]+)(:(?<port>[0-9]{1,5}))?");

    private final Set<String> allowed;

    /** @param allowed origins such as {@code https://example.org}, compared exactly */
    public Origins(Set<String> allowed) {
        this.allowed = allowed.stream().map(Origins::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a request may be upgraded.
     *
     * @param origin the header {@code Origin}, or null; programs other than browsers need not send it, and are let in as long as they do not come with cookies
     * @param host the header {@code Host}
     * @param secure whether the request came by TLS; if it did not, TLS may have ended at a proxy, and a page that came by https is as good
     * @param cookies whether the request has cookies
     */
    public boolean admit(String origin, String host, boolean secure, boolean cookies) {
        if (origin == null) {
            return !cookies;
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

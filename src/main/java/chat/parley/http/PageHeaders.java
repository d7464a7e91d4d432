package chat.parley.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers of all pages and files: security (Content Security Policy level 3 with Trusted Types: one inline script,
 * no HTML from strings) and caching. Vendor files have their version in the path and bundles a content hash, so
 * they never change; everything else is revalidated.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class PageHeaders extends HttpFilter {
    private static final long serialVersionUID = 1L;
    /**
     * The only inline script, which must be inline: it adds a missing slash to the URL before links are followed, and
     * connects before other scripts have loaded.
     */
    private static final String FIRST_SCRIPT = "'sha256-cTM2G7m3JER7R+sZj1qaV56q4IXpUnMJjYRnYwQgPBo='";

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' " + FIRST_SCRIPT,
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");
    private static final List<String> VERSIONED = List.of("/assets/", "/_static/", "/webjars/");
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    /** The headers for a path below the context root, such as {@code /js/main.js}. */
    public static Map<String, String> of(String path) {
        Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
        boolean versioned = VERSIONED.stream().anyMatch(path::startsWith);
        headers.put("Cache-Control", versioned ? "public, max-age=31536000, immutable" : "no-cache");
        return headers;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        of(request.getRequestURI().substring(request.getContextPath().length())).forEach(response::setHeader);
        chain.doFilter(request, response);
    }
}

package chat.parley.http;

import chat.parley.identity.HostNames;
import chat.parley.identity.Origins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;

/**
 * Refuses requests for another host with 421, and, with 403 and before the upgrade, a WebSocket that a foreign page
 * opens. Goes by the wish to upgrade and not by the path: containers have ways of their own to read a path as the
 * endpoint's.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class OriginGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int MISDIRECTED = 421;
    private static final String HOST = "Host";

    /** The {@link Origins} are found in the servlet context under this name. */
    public static final String ORIGINS = Origins.class.getName();
    /** The {@link HostNames}, likewise. */
    public static final String HOST_NAMES = HostNames.class.getName();

    /** A request as a trusted proxy got it. */
    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String host;
        private final boolean secure;

        Forwarded(HttpServletRequest request, String host, boolean secure) {
            super(request);
            this.host = host;
            this.secure = secure;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getScheme() {
            return secure ? "https" : "http";
        }

        @Override
        public String getHeader(String name) {
            return isHost(name) ? host : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isHost(name) ? Collections.enumeration(List.of(host)) : super.getHeaders(name);
        }

        private boolean isHost(String name) {
            return host != null && name.equalsIgnoreCase(HOST);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        ServletContext application = request.getServletContext();
        Origins origins = (Origins) application.getAttribute(ORIGINS);
        HostNames names = (HostNames) application.getAttribute(HOST_NAMES);
        if (origins == null || names == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Parley is not running");
            return;
        }
        String asked = request.getHeader(HOST);
        String host = names.asked(asked, all("X-Forwarded-Host", request), request.getRemoteAddr());
        boolean secure = names.secure(request.isSecure(), all("X-Forwarded-Proto", request), request.getRemoteAddr());
        boolean admitted = request.getHeader("Upgrade") == null
                || origins.admit(request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), host, secure);
        if (!names.knows(host)) {
            response.sendError(MISDIRECTED, "Unknown host name; add it to the setting server-names");
        } else if (!admitted) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "This origin is not allowed");
        } else {
            boolean direct = Objects.equals(host, asked) && secure == request.isSecure();
            chain.doFilter(direct ? request : new Forwarded(request, host, secure), response);
        }
    }

    /** All values of the header, since a client may send one before the proxy's; null where there is none. */
    private static String all(String header, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(header));
        return values.isEmpty() ? null : String.join(",", values);
    }
}

package chat.parley.http;

import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.AmbientCredentials;
import chat.parley.identity.Caller;
import chat.parley.identity.HostNames;
import chat.parley.identity.MonitoringAccess;
import chat.parley.identity.Origins;
import chat.parley.identity.Proxies;
import chat.parley.identity.RequestAuthenticator;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;

/**
 * Refuses requests for unknown host names with 421, and before the upgrade refuses WebSockets from other origins
 * with 403 and those over the address's rate limit with 429. Authenticates the client and passes it on as the
 * request's principal, a {@link Caller}.
 * Detects WebSockets by the {@code Upgrade} header and not by path, because containers differ in how they map
 * paths to endpoints.
 */
public final class OriginGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int MISDIRECTED = 421;
    private static final String HOST = "Host";

    private final transient Origins origins;
    private final transient HostNames hostNames;
    private final transient AddressLimits limits;
    private final transient RequestAuthenticator authenticator;

    /** A request with the host, scheme and client address that a trusted proxy reported. */
    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String host;
        private final boolean secure;
        private final Caller caller;

        Forwarded(HttpServletRequest request, String host, boolean secure, Caller caller) {
            super(request);
            this.host = host;
            this.secure = secure;
            this.caller = caller;
        }

        @Override
        public String getRemoteAddr() {
            return caller.address();
        }

        @Override
        public Principal getUserPrincipal() {
            return caller;
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

    public OriginGuard(Origins origins, HostNames hostNames, AddressLimits limits, RequestAuthenticator authenticator) {
        this.origins = origins;
        this.hostNames = hostNames;
        this.limits = limits;
        this.authenticator = authenticator;
    }

    /**
     * Registers this filter before all other filters of the application, including the one in which Jetty accepts
     * WebSockets.
     */
    public void deploy(ServletContext application) {
        FilterRegistration.Dynamic guard = application.addFilter("origins", this);
        guard.setAsyncSupported(true);
        guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String from = request.getRemoteAddr();
        String host = hostNames.requestedHost(request.getHeader(HOST), joined("X-Forwarded-Host", request), from);
        boolean secure = hostNames.isSecure(request.isSecure(), joined("X-Forwarded-Proto", request), from);
        boolean isUpgrade = request.getHeader("Upgrade") != null;
        boolean admitted = !isUpgrade
                || origins.admits(request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), host, secure);
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (hostNames.proxies().isPassedOnByOthers(from, proxied(request))) {
            request.setAttribute(MonitoringAccess.PASSED_ON, true);
        }
        if (!hostNames.knows(host, path)) {
            response.sendError(MISDIRECTED, "Unknown host name; add it to the setting server-names");
        } else if (!admitted) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "Origin not allowed");
        } else {
            String address = hostNames.proxies().client(from, joined("X-Forwarded-For", request));
            Caller caller = caller(address, secure, request, response);
            if (caller != null) {
                chain.doFilter(new Forwarded(request, host, secure, caller), response);
            }
        }
    }

    /** Null after the request has been refused. */
    private Caller caller(String address, boolean secure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            if (request.getHeader("Upgrade") != null) {
                limits.spend(Caller.network(address), AddressLimits.Cost.CONNECTION);
            }
            return new Caller(address, authenticator.authenticate(credentialsOf(request, secure)));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
            return null;
        }
    }

    static AmbientCredentials credentialsOf(HttpServletRequest request, boolean secure) {
        return new AmbientCredentials(
                request.getUserPrincipal(),
                request::isUserInRole,
                Collections.list(request.getHeaders("Cookie")),
                secure,
                request.getContextPath());
    }

    private static String[] proxied(HttpServletRequest request) {
        return Proxies.HEADERS.stream().map(request::getHeader).toArray(String[]::new);
    }

    /** All values of a header, because a client may send one in front of the proxy's; null if there are none. */
    private static String joined(String header, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(header));
        return values.isEmpty() ? null : String.join(",", values);
    }
}

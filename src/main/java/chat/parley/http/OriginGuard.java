package chat.parley.http;

import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Caller;
import chat.parley.identity.HostNames;
import chat.parley.identity.Origins;
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
 * Refuses requests for another host with 421, and, with 403 and before the upgrade, a WebSocket that a foreign page
 * opens, or, with 429, one that the client's address has no budget for. Tells what comes behind it who the client is.
 * Goes by the wish to upgrade and not by the path: containers have ways of their own to read a path as the endpoint's.
 */
public final class OriginGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int MISDIRECTED = 421;
    private static final String HOST = "Host";

    private final transient Origins origins;
    private final transient HostNames names;
    private final transient AddressLimits limits;

    /** A request as a trusted proxy got it, and the client who sent it. */
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

    public OriginGuard(Origins origins, HostNames names, AddressLimits limits) {
        this.origins = origins;
        this.names = names;
        this.limits = limits;
    }

    /** Puts this filter before all others of the application, and before the one in which Jetty accepts WebSockets. */
    public void deploy(ServletContext application) {
        FilterRegistration.Dynamic guard = application.addFilter("origins", this);
        guard.setAsyncSupported(true);
        guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String from = request.getRemoteAddr();
        String host = names.requestedHost(request.getHeader(HOST), all("X-Forwarded-Host", request), from);
        boolean secure = names.isSecure(request.isSecure(), all("X-Forwarded-Proto", request), from);
        boolean opens = request.getHeader("Upgrade") != null;
        boolean admitted = !opens || origins.admits(request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), host, secure);
        if (!names.knows(host)) {
            response.sendError(MISDIRECTED, "Unknown host name; add it to the setting server-names");
        } else if (!admitted) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "This origin is not allowed");
        } else {
            Caller caller = new Caller(names.proxies().client(from, all("X-Forwarded-For", request)));
            HttpServletRequest known = new Forwarded(request, host, secure, caller);
            if (!opens || isWithin(known, response)) {
                chain.doFilter(known, response);
            }
        }
    }

    private boolean isWithin(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            limits.spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.CONNECTION);
            return true;
        } catch (Refusal refusal) {
            response.getOutputStream().write(Answer.refuse(refusal, response));
            return false;
        }
    }

    /** All values of the header, since a client may send one before the proxy's; null where there is none. */
    private static String all(String header, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(header));
        return values.isEmpty() ? null : String.join(",", values);
    }
}

package chat.parley.http;

import chat.parley.identity.Origins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses, with 403 and before the upgrade, a WebSocket that a foreign page opens. Goes by the wish to upgrade and not by the path: containers have ways of their own to read a path as
 * the endpoint's.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public final class OriginGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The {@link Origins} are found in the servlet context under this name. */
    public static final String ORIGINS = Origins.class.getName();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        Origins origins = (Origins) request.getServletContext().getAttribute(ORIGINS);
        boolean admitted = request.getHeader("Upgrade") == null || origins != null
                && origins.admit(request.getHeader("Origin"), request.getHeader("Host"), request.isSecure(), request.getHeader("Cookie") != null);
        if (admitted) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "This origin is not allowed");
        }
    }
}

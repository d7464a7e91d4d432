package chat.parley.engineio;

import chat.parley.identity.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Refuses invalid WebSocket requests before the upgrade, as the Engine.IO protocol requires. */
final class UpgradeGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient EngineServer engine;

    UpgradeGuard(EngineServer engine) {
        this.engine = engine;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Payara calls this filter before the one that identifies the caller; then the endpoint checks whose session it
        // is
        Principal principal = request.getUserPrincipal();
        Caller caller = Caller.isGuarded(principal) ? Caller.of(principal) : null;
        EngineError error = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                ? engine.errorOf(RequestParameters.of(request.getQueryString(), caller), request.getMethod(), true)
                : null;
        if (error == null) {
            chain.doFilter(request, response);
        } else {
            PollingServlet.refuse(response, error);
        }
    }
}

package chat.parley.http;

import chat.parley.event.Refusal;
import chat.parley.identity.Caller;
import chat.parley.identity.RequestAuthenticator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Authenticates the client and passes it on as the request's principal, a {@link Caller}, on hosts that check hosts
 * and origins elsewhere than in {@link OriginGuard}.
 */
public final class CallerFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient RequestAuthenticator authenticator;

    public CallerFilter(RequestAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (Caller.isGuarded(request.getUserPrincipal())) { // by another mapping of this filter
            chain.doFilter(request, response);
            return;
        }
        Caller caller;
        try {
            caller = new Caller(
                    request.getRemoteAddr(),
                    authenticator.authenticate(OriginGuard.credentialsOf(request, request.isSecure())));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
            return;
        }
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return caller;
                    }
                },
                response);
    }
}

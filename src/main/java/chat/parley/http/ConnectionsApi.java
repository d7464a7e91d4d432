package chat.parley.http;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.identity.Guests;
import chat.parley.identity.Identity;
import chat.parley.identity.Origins;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
import chat.parley.room.Connections;
import chat.parley.signin.OpenId;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The HTTP API of the live connections of this server, for its owners: who is connected, and ending that. */
@WebServlet(
        urlPatterns = {"/api/connections", "/api/connections/*"},
        asyncSupported = true)
public final class ConnectionsApi extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ALL = "/api/connections";
    private static final String MEMBER = "member";
    private static final String DELETE = "DELETE";
    private static final int DEFAULT_LIMIT = 100;

    private final transient ResponseWriter writer;

    /** What was ended: connections, and web sessions in which the member had signed in. */
    public record EndedAccess(int connections, int sessions) {}

    /** For containers. */
    public ConnectionsApi() {
        this(ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public ConnectionsApi(ResponseWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean all = path.equals(ALL);
        List<String> methods = all ? List.of("GET", DELETE) : List.of(DELETE);
        if (!AccountServlet.has(methods, request, response)) {
            return;
        }
        try {
            chat().addressLimits().spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.REQUEST);
            if (request.getMethod().equals(DELETE)) {
                PostRequest.requireOwnPage(
                        request, (Origins) getServletContext().getAttribute(RoomsApi.ORIGINS));
            }
            requireOwner(request);
            QueryString query = new QueryString(request.getQueryString());
            if (!all) {
                end(QueryString.segment("id", path.substring(ALL.length() + 1)), response);
            } else if (request.getMethod().equals(DELETE)) {
                endAll(query.text(MEMBER), request, response);
            } else {
                list(query, response);
            }
        } catch (PostRequest.Rejected rejected) {
            response.getOutputStream().write(rejected.answer(response));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
        }
    }

    private void requireOwner(HttpServletRequest request) {
        Authentication authentication = Caller.of(request.getUserPrincipal()).authentication();
        boolean ignoresHeader = authentication != null && !chat().identities().acceptsTokens();
        Bearer bearer = ignoresHeader ? null : Bearer.of(request); // else it may be meant for a proxy
        if (authentication == null && bearer == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "Sign in first");
        }
        Command.Hello hello = bearer == null ? Command.Hello.signedIn(null) : bearer.hello(Guests.NAMELESS);
        Identity identity = chat().identities().identify(hello, authentication);
        if (!chat().isOwner(identity.member())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Only owners of this server can see and end connections");
        }
    }

    private void list(QueryString query, HttpServletResponse response) throws IOException {
        Integer limit = query.limit();
        int most = limit == null ? DEFAULT_LIMIT : Math.min(limit, Connections.MAX_LISTED);
        Connections.Listed found = chat().connections().list(query.text(MEMBER), Instant.now(), most);
        response.getOutputStream().write(HttpReply.uncached(HttpServletResponse.SC_OK, Json.write(found), response));
    }

    private void end(String id, HttpServletResponse response) {
        if (!chat().connections().end(id)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "Connection not found");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /** Ends the web sessions, too, so that the member must sign in again. */
    private void endAll(String member, HttpServletRequest request, HttpServletResponse response) {
        if (member == null || member.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "Missing parameter: member");
        }
        List<CompletableFuture<String>> ending = openId().sessions().of(member).stream()
                .map(session -> openId().sessions().end(session).toCompletableFuture())
                .toList();
        new AsyncExchange(request, response, writer)
                .answer(CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new)), done -> {
                    int connections = chat().connections().endAll(member);
                    EndedAccess ended = new EndedAccess(connections, ending.size());
                    return HttpReply.uncached(HttpServletResponse.SC_OK, Json.write(ended), response);
                });
    }

    private OpenId openId() {
        return (OpenId) getServletContext().getAttribute(SignInServlet.OPEN_ID);
    }

    private Chat chat() {
        return (Chat) getServletContext().getAttribute(RoomsApi.CHAT);
    }
}

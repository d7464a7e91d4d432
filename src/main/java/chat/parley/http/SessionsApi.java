package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.identity.Origins;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
import chat.parley.signin.Cookies;
import chat.parley.signin.OpenId;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The HTTP API of signing in: the ways to do it, and a member's own web sessions. */
@WebServlet(
        urlPatterns = {"/api/sign-in", "/api/me/sessions", "/api/me/sessions/*"},
        asyncSupported = true)
public final class SessionsApi extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String DELETE = "DELETE";
    private static final String SESSIONS = "/api/me/sessions";

    private final transient ResponseWriter writer;

    /** A way to sign in. */
    public record Way(String id, String title) {}

    /**
     * The ways to enter.
     *
     * @param accounts whether people can sign in with name and password
     * @param guests whether a name is enough
     */
    public record Ways(List<Way> providers, boolean accounts, boolean guests) {}

    /**
     * A session as its member sees it.
     *
     * @param created this and the other times in milliseconds since 1970
     * @param current whether the request belongs to it
     * @param online whether it has open connections
     */
    public record Entry(
            String id,
            String provider,
            String userAgent,
            long created,
            long seen,
            long expires,
            boolean current,
            boolean online) {
        private static Entry of(WebSession session, WebSession current) {
            return new Entry(
                    session.id(),
                    session.provider(),
                    session.userAgent(),
                    session.created().toEpochMilli(),
                    session.seen().toEpochMilli(),
                    session.expires().toEpochMilli(),
                    session == current,
                    session.isInUse());
        }
    }

    /** The sessions of a member, the oldest first. */
    public record Entries(List<Entry> sessions) {}

    /** For containers. */
    public SessionsApi() {
        this(ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public SessionsApi(ResponseWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean isOne = path.startsWith(SESSIONS + "/");
        List<String> methods =
                isOne ? List.of(DELETE) : path.equals(SESSIONS) ? List.of("GET", DELETE) : List.of("GET");
        if (!methods.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            chat().addressLimits().spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.REQUEST);
            if (request.getMethod().equals(DELETE)) {
                PostRequest.requireOwnPage(
                        request, (Origins) getServletContext().getAttribute(RoomsApi.ORIGINS));
                if (isOne) {
                    revoke(path.substring(SESSIONS.length() + 1), request, response);
                } else {
                    revokeOthers(request, response);
                }
            } else {
                Record found = path.equals(SESSIONS) ? sessions(request) : ways();
                response.getOutputStream()
                        .write(HttpReply.uncached(HttpServletResponse.SC_OK, Json.write(found), response));
            }
        } catch (PostRequest.Rejected rejected) {
            response.getOutputStream().write(rejected.answer(response));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
        }
    }

    private Ways ways() {
        return new Ways(
                openId().providers().stream()
                        .map(provider -> new Way(provider.id(), provider.title()))
                        .toList(),
                getServletContext().getAttribute(AccountServlet.ACCOUNTS) != null,
                chat().identities().acceptsGuests());
    }

    private Entries sessions(HttpServletRequest request) {
        WebSession current = current(request);
        return new Entries(openId().sessions().of(member(request)).stream()
                .map(session -> Entry.of(session, current))
                .toList());
    }

    private WebSession current(HttpServletRequest request) {
        return openId().sessions()
                .find(
                        Collections.list(request.getHeaders("Cookie")),
                        new Cookies(request.isSecure(), request.getContextPath()));
    }

    /** Ends all sessions but the one of the request. */
    private void revokeOthers(HttpServletRequest request, HttpServletResponse response) {
        WebSessions all = openId().sessions();
        answer(all.lane().store(all.ending(member(request), current(request))), request, response);
    }

    private void revoke(String id, HttpServletRequest request, HttpServletResponse response) {
        WebSession session = openId().sessions().of(member(request)).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Session not found"));
        answer(openId().sessions().end(session), request, response);
    }

    private void answer(CompletionStage<?> ended, HttpServletRequest request, HttpServletResponse response) {
        new AsyncExchange(request, response, writer).answer(ended.thenApply(done -> true), done -> {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return new byte[0];
        });
    }

    /** The id of the member who asks. */
    private static String member(HttpServletRequest request) {
        Authentication authentication = Caller.of(request.getUserPrincipal()).authentication();
        if (authentication == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "Sign in first");
        }
        return authentication.member().id();
    }

    private OpenId openId() {
        return (OpenId) getServletContext().getAttribute(SignInServlet.OPEN_ID);
    }

    private Chat chat() {
        return (Chat) getServletContext().getAttribute(RoomsApi.CHAT);
    }
}

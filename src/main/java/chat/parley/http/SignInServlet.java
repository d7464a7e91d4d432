package chat.parley.http;

import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Caller;
import chat.parley.identity.Origins;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
import chat.parley.signin.Attempt;
import chat.parley.signin.Cookies;
import chat.parley.signin.OpenId;
import chat.parley.signin.SignInFailure;
import chat.parley.signin.SignInFailure.Reason;
import chat.parley.signin.SignInMeter;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs browsers in and out; see {@code docs/sign-in.md}. Neither providers nor the store hold a thread. */
@WebServlet(
        urlPatterns = {"/sign-in/*", "/sign-out"},
        asyncSupported = true)
public final class SignInServlet extends HttpServlet {
    /** Servlet context attribute of the {@link OpenId}. */
    public static final String OPEN_ID = OpenId.class.getName();

    private static final long serialVersionUID = 1L;
    private static final Pattern BEGIN = Pattern.compile("/sign-in/(?<provider>[^/]+)");
    private static final Pattern CALLBACK = Pattern.compile("/sign-in/(?<provider>[^/]+)/callback");
    /** A path of this origin: no host, no backslash, which browsers treat as a slash, and no control character. */
    private static final Pattern PATH = Pattern.compile("/(?!/)[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    private static final String ATTEMPT = "parley-sign-in-";
    private static final int MOST_ATTEMPTS = 5;
    /** Servers limit the headers of a response. */
    private static final int MOST_CLEARED = 20;

    private final transient ResponseWriter writer;

    /**
     * The answer to a sign-out.
     *
     * @param redirect where the browser can sign out at the provider; null if there is no such address
     */
    public record SignedOut(String redirect) {}

    /** For containers. */
    public SignInServlet() {
        this(ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public SignInServlet(ResponseWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Matcher begin = BEGIN.matcher(path);
        Matcher callback = CALLBACK.matcher(path);
        boolean signsOut = path.equals("/sign-out");
        response.setHeader("Cache-Control", "no-store");
        if (!signsOut && !begin.matches() && !callback.matches()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String method = signsOut ? "POST" : "GET";
        if (!request.getMethod().equals(method)) {
            response.setHeader("Allow", method);
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            ((Chat) getServletContext().getAttribute(RoomsApi.CHAT))
                    .addressLimits()
                    .spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.CONNECTION);
            if (signsOut) {
                PostRequest.requireOwnPage(
                        request, (Origins) getServletContext().getAttribute(RoomsApi.ORIGINS));
                signOut(request, response);
            } else if (begin.matches()) {
                begin(begin.group("provider"), request, response);
            } else {
                finish(callback.group("provider"), request, response);
            }
        } catch (PostRequest.Rejected rejected) {
            response.getOutputStream().write(rejected.answer(response));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
        }
    }

    private void begin(String provider, HttpServletRequest request, HttpServletResponse response) {
        String context = request.getContextPath();
        String wanted = new QueryString(request.getQueryString()).text("return");
        boolean isOwn = wanted != null && PATH.matcher(wanted).matches() && wanted.startsWith(context + "/");
        Cookies cookies = cookies(request);
        List<String> earlier = attempts(request);
        answer(
                openId().begin(provider, isOwn ? wanted : context + "/", callback(provider, request)),
                request,
                response,
                begun -> {
                    if (earlier.size() >= MOST_ATTEMPTS) {
                        earlier.forEach(name -> response.addHeader("Set-Cookie", cookies.clear(name)));
                    }
                    response.addHeader(
                            "Set-Cookie",
                            cookies.set(
                                    ATTEMPT + Attempt.nameOf(begun.attempt().state()),
                                    begun.attempt().saved(),
                                    Attempt.TIMEOUT));
                    return redirect(begun.address().toString(), response);
                });
    }

    /** The names of the cookies of sign-ins that were begun and not finished, or some of them. */
    private static List<String> attempts(HttpServletRequest request) {
        return Pattern.compile(ATTEMPT + "[\\w-]+")
                .matcher(String.join(";", cookieHeaders(request)))
                .results()
                .map(found -> found.group())
                .limit(MOST_CLEARED)
                .toList();
    }

    private void finish(String provider, HttpServletRequest request, HttpServletResponse response) {
        QueryString query = new QueryString(request.getQueryString());
        String state = query.text("state");
        Cookies cookies = cookies(request);
        Attempt attempt = attempt(provider, state, request);
        if (attempt != null) { // it is used now, whatever comes of it
            response.addHeader("Set-Cookie", cookies.clear(ATTEMPT + Attempt.nameOf(state)));
        }
        WebSession before = session(request);
        answer(
                openId().sessions()
                        .meter()
                        .counted(SignInMeter.Method.OPENID, () -> signedIn(attempt, query, request))
                        .thenCompose(opened -> ended(before).thenApply(done -> opened)),
                request,
                response,
                opened -> {
                    response.addHeader(
                            "Set-Cookie", cookies.set(Cookies.SESSION, opened.secret(), WebSession.LIFETIME));
                    return redirect(attempt.returnTo(), response);
                });
    }

    /** The attempt of this browser with this state; null if there is none. */
    private static Attempt attempt(String provider, String state, HttpServletRequest request) {
        if (state == null) {
            return null;
        }
        return cookies(request).values(ATTEMPT + Attempt.nameOf(state), cookieHeaders(request)).stream()
                .map(Attempt::parse)
                .filter(attempt -> attempt != null
                        && attempt.state().equals(state)
                        && attempt.provider().equals(provider)
                        && PATH.matcher(attempt.returnTo()).matches())
                .findFirst()
                .orElse(null);
    }

    private CompletionStage<WebSessions.Opened> signedIn(
            Attempt attempt, QueryString query, HttpServletRequest request) {
        if (attempt == null) {
            return failed(Reason.STALE, "no such sign-in");
        }
        String error = query.text("error");
        String code = query.text("code");
        if (error != null) {
            return failed(error.equals("access_denied") ? Reason.CANCELLED : Reason.REFUSED, error);
        }
        if (code == null) {
            return failed(Reason.INVALID_ANSWER, "no code");
        }
        return openId().finish(
                        attempt,
                        code,
                        query.text("iss"),
                        callback(attempt.provider(), request),
                        request.getHeader("User-Agent"));
    }

    private static <T> CompletionStage<T> failed(Reason reason, String why) {
        return CompletableFuture.failedFuture(new SignInFailure(reason, why));
    }

    /** Ends the session that the browser had before. */
    private CompletionStage<?> ended(WebSession before) {
        return before == null
                ? CompletableFuture.completedFuture(null)
                : openId().sessions().end(before);
    }

    private void signOut(HttpServletRequest request, HttpServletResponse response) {
        WebSession session = session(request);
        Cookies cookies = cookies(request);
        CompletionStage<URI> ended = session == null
                ? CompletableFuture.completedFuture(null)
                : openId().signOut(session, address(request) + "/");
        new AsyncExchange(request, response, writer).answer(ended, redirect -> {
            response.addHeader("Set-Cookie", cookies.clear(Cookies.SESSION));
            return HttpReply.uncached(
                    HttpServletResponse.SC_OK,
                    Json.write(new SignedOut(redirect == null ? null : redirect.toString())),
                    response);
        });
    }

    private WebSession session(HttpServletRequest request) {
        return openId().sessions().find(cookieHeaders(request), cookies(request));
    }

    private static Cookies cookies(HttpServletRequest request) {
        return new Cookies(request.isSecure(), request.getContextPath());
    }

    private static List<String> cookieHeaders(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Cookie"));
    }

    private static String callback(String provider, HttpServletRequest request) {
        return address(request) + "/sign-in/" + provider + "/callback";
    }

    /** The server's address as the browser sees it, without a final slash. */
    private static String address(HttpServletRequest request) {
        return (request.isSecure() ? "https://" : "http://") + request.getHeader("Host") + request.getContextPath();
    }

    /** Not by {@code sendRedirect}: containers add the host as they see it. */
    private static byte[] redirect(String address, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
        return new byte[0];
    }

    private interface Body<T> {
        byte[] of(T result);
    }

    private <T> void answer(
            CompletionStage<T> stage, HttpServletRequest request, HttpServletResponse response, Body<T> body) {
        String context = request.getContextPath();
        AsyncExchange exchange = new AsyncExchange(request, response, writer);
        stage.whenComplete((result, failure) -> {
            Supplier<byte[]> page = () -> failure == null
                    ? body.of(result)
                    : SignInPage.of(SignInFailure.of(failure).reason(), context, response);
            exchange.answer(page);
        });
    }

    private OpenId openId() {
        return (OpenId) getServletContext().getAttribute(OPEN_ID);
    }
}

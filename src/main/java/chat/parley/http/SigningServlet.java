package chat.parley.http;

import chat.parley.account.Browser;
import chat.parley.account.Challenges;
import chat.parley.account.Devices;
import chat.parley.account.PasskeyAnswer;
import chat.parley.account.PasskeyHost;
import chat.parley.account.PasskeyOffer;
import chat.parley.account.SignedIn;
import chat.parley.event.Refusal;
import chat.parley.identity.Caller;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.signin.Cookies;
import chat.parley.signin.SignInMeter;
import chat.parley.signin.WebSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Requests that begin a session, or need a passkey. */
public abstract class SigningServlet extends AccountServlet {
    private static final long serialVersionUID = 1L;

    SigningServlet(RequestReader reader, ResponseWriter writer) {
        super(reader, writer);
    }

    /** Begins a session, and ends the one that the browser had before. */
    <B extends Record> void begin(
            SignInMeter.Method method,
            Class<B> kind,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<B, CompletionStage<SignedIn>> work)
            throws IOException, PostRequest.Rejected {
        WebSession before = session(request);
        Cookies cookies = cookies(request);
        boolean hasChallenge =
                !cookies.values(Challenges.COOKIE, cookieHeaders(request)).isEmpty();
        read(
                kind,
                request,
                response,
                given -> accounts()
                        .sessions()
                        .meter()
                        .counted(method, () -> work.apply(given))
                        .thenCompose(signedIn -> ended(before).thenApply(done -> signedIn)),
                signedIn -> {
                    response.addHeader(
                            "Set-Cookie",
                            cookies.set(Cookies.SESSION, signedIn.opened().secret(), WebSession.LIFETIME));
                    response.addHeader("Set-Cookie", cookies.set(Devices.COOKIE, signedIn.device(), Devices.LIFETIME));
                    if (hasChallenge) {
                        response.addHeader("Set-Cookie", cookies.clear(Challenges.COOKIE));
                    }
                    return HttpReply.member(signedIn.opened().session().member(), response);
                });
    }

    private CompletionStage<?> ended(WebSession before) {
        return before == null
                ? CompletableFuture.completedFuture(null)
                : accounts().sessions().end(before);
    }

    static Browser browser(HttpServletRequest request) {
        List<String> devices = cookies(request).values(Devices.COOKIE, cookieHeaders(request));
        return new Browser(Caller.network(request.getRemoteAddr()), devices, request.getHeader("User-Agent"));
    }

    /** The host that the browser uses. @throws Refusal if passkeys cannot be used there */
    static PasskeyHost host(HttpServletRequest request) {
        return PasskeyHost.of(request.getHeader("Host"));
    }

    /** @throws Refusal if passkeys cannot be used there */
    static PasskeyAnswer answer(HttpServletRequest request) {
        return new PasskeyAnswer(
                host(request), cookies(request).values(Challenges.COOKIE, cookieHeaders(request)), browser(request));
    }

    /** Answers with the options, and gives the browser the cookie of their challenge. */
    static byte[] offer(PasskeyOffer offer, Record options, Cookies cookies, HttpServletResponse response) {
        response.addHeader("Set-Cookie", cookies.set(Challenges.COOKIE, offer.cookie(), Challenges.LIFETIME));
        return json(HttpServletResponse.SC_OK, options, response);
    }
}

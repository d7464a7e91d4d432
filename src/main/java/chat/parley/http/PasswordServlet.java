package chat.parley.http;

import chat.parley.account.Browser;
import chat.parley.account.Devices;
import chat.parley.account.Newcomers;
import chat.parley.account.SignedIn;
import chat.parley.identity.Caller;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.signin.Cookies;
import chat.parley.signin.WebSession;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs browsers in with name and password, or with a link to choose them; see {@code docs/sign-in.md}. */
@WebServlet(
        urlPatterns = {"/sign-in", "/invite/*", "/api/invitation", "/api/invitation/accept"},
        asyncSupported = true)
public final class PasswordServlet extends AccountServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern INVITE = Pattern.compile("/invite/(?<secret>[\\w-]{1,100})");
    private static final String POST = "POST";

    /** A name and its password. */
    public record Credentials(String name, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** The secret of a link. */
    public record Invitation(String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "invitation";
        }
    }

    /** The secret of a link, and what its owner has chosen. */
    public record Acceptance(String secret, String name, String password) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What a link offers.
     *
     * @param kind {@code setup}, {@code invite} or {@code reset}
     * @param by the name of the owner who made it; null if the server did
     * @param name of the account that gets a new password; null if there is no account yet
     */
    public record Offered(String kind, String by, String name) {
        private static Offered of(Newcomers.Offer offer) {
            return new Offered(offer.kind().name().toLowerCase(Locale.ROOT), offer.by(), offer.name());
        }
    }

    /** For containers. */
    public PasswordServlet() {
        this(RequestReader.NON_BLOCKING, ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public PasswordServlet(RequestReader reader, ResponseWriter writer) {
        super(reader, writer);
    }

    @Override
    void serve(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Matcher invite = INVITE.matcher(path);
        if (invite.matches()) {
            if (has("GET", request, response)) {
                open(invite.group("secret"), request, response);
            }
        } else if (path.startsWith("/invite")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (has(POST, request, response)) {
            switch (path) {
                case "/sign-in" -> signIn(request, response);
                case "/api/invitation" -> offer(request, response);
                default -> accept(request, response);
            }
        }
    }

    /** The page reads the secret from the fragment, which is in no log of a server or proxy and in no {@code Referer}. */
    private static void open(String secret, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/#invite=" + secret);
    }

    private void offer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        read(
                Invitation.class,
                request,
                response,
                invitation -> CompletableFuture.completedFuture(
                        Offered.of(accounts().newcomers().offer(invitation.secret()))),
                offered -> json(HttpServletResponse.SC_OK, offered, response));
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Browser browser = browser(request);
        begin(
                Credentials.class,
                request,
                response,
                given -> accounts().passwords().signIn(given.name(), given.password(), browser));
    }

    private void accept(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Browser browser = browser(request);
        begin(
                Acceptance.class,
                request,
                response,
                given -> accounts().newcomers().accept(given.secret(), given.name(), given.password(), browser));
    }

    /** Begins a session, and ends the one that the browser had before. */
    private <B extends Record> void begin(
            Class<B> kind,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<B, CompletionStage<SignedIn>> work)
            throws IOException, PostRequest.Rejected {
        WebSession before = session(request);
        Cookies cookies = cookies(request);
        read(
                kind,
                request,
                response,
                given -> work.apply(given).thenCompose(signedIn -> ended(before).thenApply(done -> signedIn)),
                signedIn -> {
                    response.addHeader(
                            "Set-Cookie",
                            cookies.set(Cookies.SESSION, signedIn.opened().secret(), WebSession.LIFETIME));
                    response.addHeader("Set-Cookie", cookies.set(Devices.COOKIE, signedIn.device(), Devices.LIFETIME));
                    return HttpReply.member(signedIn.opened().session().member(), response);
                });
    }

    private CompletionStage<?> ended(WebSession before) {
        return before == null
                ? CompletableFuture.completedFuture(null)
                : accounts().sessions().end(before);
    }

    private static Browser browser(HttpServletRequest request) {
        List<String> devices = cookies(request).values(Devices.COOKIE, cookieHeaders(request));
        return new Browser(Caller.network(request.getRemoteAddr()), devices, request.getHeader("User-Agent"));
    }
}

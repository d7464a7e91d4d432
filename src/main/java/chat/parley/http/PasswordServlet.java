package chat.parley.http;

import chat.parley.account.Browser;
import chat.parley.account.Challenges;
import chat.parley.account.Newcomers;
import chat.parley.account.PasskeyAnswer;
import chat.parley.account.PasskeyHost;
import chat.parley.account.SignedIn;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.signin.Cookies;
import chat.parley.signin.SignInMeter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs browsers in with name and password, or with a link to choose them; see {@code docs/sign-in.md}. */
@WebServlet(
        urlPatterns = {"/sign-in", "/invite/*", "/api/invitation", "/api/invitation/accept"},
        asyncSupported = true)
public final class PasswordServlet extends SigningServlet {
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

    /**
     * The secret of a link, and what its owner has chosen: a password or a passkey.
     *
     * @param passkey its name; null for a usual one
     * @param clientData of a new passkey, like {@code attestation}; null with a password
     * @param removePasskeys whether the account's passkeys go; null for no
     */
    public record Acceptance(
            String secret,
            String name,
            String password,
            String passkey,
            String clientData,
            String attestation,
            Boolean removePasskeys) {
        private boolean hasPasskey() {
            return attestation != null;
        }

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
     * @param passkeys how many that account has; null if there is none yet
     */
    public record Offered(String kind, String by, String name, Integer passkeys) {
        private static Offered of(Newcomers.Offer offer, Integer passkeys) {
            return new Offered(
                    offer.kind().name().toLowerCase(Locale.ROOT),
                    offer.by(),
                    offer.account() == null ? null : offer.account().name(),
                    passkeys);
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
                invitation -> offered(accounts().newcomers().offer(invitation.secret())),
                offered -> json(HttpServletResponse.SC_OK, offered, response));
    }

    private CompletionStage<Offered> offered(Newcomers.Offer offer) {
        return offer.account() == null
                ? CompletableFuture.completedFuture(Offered.of(offer, null))
                : accounts().passkeys().of(offer.account()).thenApply(all -> Offered.of(offer, all.size()));
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Browser browser = browser(request);
        begin(
                SignInMeter.Method.PASSWORD,
                Credentials.class,
                request,
                response,
                given -> accounts().passwords().signIn(given.name(), given.password(), browser));
    }

    private void accept(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        Browser browser = browser(request);
        Cookies cookies = cookies(request);
        List<String> challenges = cookies.values(Challenges.COOKIE, cookieHeaders(request));
        String host = request.getHeader("Host");
        begin(
                SignInMeter.Method.INVITATION,
                Acceptance.class,
                request,
                response,
                given -> given.hasPasskey()
                        ? withPasskey(given, new PasskeyAnswer(PasskeyHost.of(host), challenges, browser))
                        : accounts()
                                .newcomers()
                                .accept(
                                        given.secret(),
                                        given.name(),
                                        given.password(),
                                        Boolean.TRUE.equals(given.removePasskeys()),
                                        browser));
    }

    private CompletionStage<SignedIn> withPasskey(Acceptance given, PasskeyAnswer answer) {
        return accounts()
                .newcomers()
                .accept(
                        given.secret(),
                        given.name(),
                        new PasskeyAnswer.Registration(given.clientData(), given.attestation()),
                        given.passkey(),
                        Boolean.TRUE.equals(given.removePasskeys()),
                        answer);
    }
}

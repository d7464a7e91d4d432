package chat.parley.http;

import chat.parley.account.Account;
import chat.parley.account.Passkey;
import chat.parley.account.PasskeyAnswer;
import chat.parley.account.PasskeyHost;
import chat.parley.account.PasskeyOffer;
import chat.parley.account.Passkeys;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.signin.Cookies;
import chat.parley.signin.SignInMeter;
import chat.parley.signin.WebSession;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Signs browsers in with passkeys, and serves the HTTP API of one's own; see {@code docs/sign-in.md}. */
@WebServlet(
        urlPatterns = {
            "/api/sign-in/passkey",
            "/api/sign-in/passkey/options",
            "/api/invitation/passkey",
            "/api/me/passkeys",
            "/api/me/passkeys/*"
        },
        asyncSupported = true)
public final class PasskeyServlet extends SigningServlet {
    private static final long serialVersionUID = 1L;
    private static final String OWN = "/api/me/passkeys";
    private static final String GET = "GET";
    private static final String POST = "POST";

    /** Somebody wants to sign in. */
    public record Wish() {}

    /** The secret of a link, and the name of the account that it creates. */
    public record Newcomer(String secret, String name) {
        /** Without the secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** The password of somebody who signed in a while ago. */
    public record Confirmation(String current) {
        /** Without the password. */
        @Override
        public String toString() {
            return "confirmation";
        }
    }

    /** A new passkey. */
    public record NewPasskey(String name, String clientData, String attestation) {
        PasskeyAnswer.Registration registration() {
            return new PasskeyAnswer.Registration(clientData, attestation);
        }
    }

    /**
     * A passkey.
     *
     * @param host the host name that it works for
     * @param created this and {@code used} in milliseconds since 1970
     * @param used null before the first sign-in
     */
    public record Entry(String id, String name, String host, long created, Long used) {
        private static Entry of(Passkey passkey) {
            return new Entry(
                    passkey.id(),
                    passkey.name(),
                    passkey.host(),
                    passkey.created().toEpochMilli(),
                    passkey.used() == null ? null : passkey.used().toEpochMilli());
        }
    }

    /**
     * The passkeys of an account, the oldest first.
     *
     * @param password whether the account has a password, too
     * @param confirm what adding a passkey needs: {@code none}, {@code password}, or a new {@code sign-in}
     */
    public record Entries(List<Entry> passkeys, boolean password, String confirm) {}

    /** For containers. */
    public PasskeyServlet() {
        this(RequestReader.NON_BLOCKING, ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public PasskeyServlet(RequestReader reader, ResponseWriter writer) {
        super(reader, writer);
    }

    @Override
    void serve(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        if (path.startsWith(OWN)) {
            own(path.substring(OWN.length()), request, response);
        } else if (has(POST, request, response)) {
            switch (path) {
                case "/api/sign-in/passkey" -> signIn(request, response);
                case "/api/invitation/passkey" -> beginForLink(request, response);
                default -> beginSignIn(request, response);
            }
        }
    }

    private Passkeys passkeys() {
        return accounts().passkeys();
    }

    private void beginSignIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        PasskeyHost host = host(request);
        Cookies cookies = cookies(request);
        read(
                Wish.class,
                request,
                response,
                wish -> CompletableFuture.completedFuture(passkeys().beginSignIn()),
                offer -> offer(offer, PasskeyOptions.Request.of(offer, host), cookies, response));
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        PasskeyAnswer answer = answer(request);
        begin(
                SignInMeter.Method.PASSKEY,
                PasskeyAnswer.Assertion.class,
                request,
                response,
                given -> passkeys().signIn(given, answer));
    }

    private void beginForLink(HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        read(
                Newcomer.class,
                request,
                response,
                given -> CompletableFuture.completedFuture(
                        accounts().newcomers().beginPasskey(given.secret(), given.name())),
                creation(request, response));
    }

    private Function<PasskeyOffer, byte[]> creation(HttpServletRequest request, HttpServletResponse response) {
        PasskeyHost host = host(request);
        Cookies cookies = cookies(request);
        return offer -> offer(offer, PasskeyOptions.Creation.of(offer, host), cookies, response);
    }

    private void own(String rest, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        List<String> methods = rest.isEmpty() ? List.of(GET, POST) : List.of(rest.equals("/options") ? POST : "DELETE");
        if (!has(methods, request, response)) {
            return;
        }
        Account account = account(request);
        WebSession session = session(request);
        if (session == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "Sign in first");
        }
        switch (request.getMethod()) {
            case GET -> list(account, session, request, response);
            case "DELETE" ->
                answer(passkeys().remove(account, rest.substring(1)), request, response, done -> nothing(response));
            default -> add(rest, account, session, request, response);
        }
    }

    private void list(Account account, WebSession session, HttpServletRequest request, HttpServletResponse response) {
        String confirm = passkeys()
                .confirmation(account, session)
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        answer(
                passkeys().of(account),
                request,
                response,
                all -> json(
                        HttpServletResponse.SC_OK,
                        new Entries(all.stream().map(Entry::of).toList(), account.password() != null, confirm),
                        response));
    }

    private void add(
            String rest, Account account, WebSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected {
        if (rest.isEmpty()) {
            PasskeyAnswer answer = answer(request);
            read(
                    NewPasskey.class,
                    request,
                    response,
                    given -> passkeys().register(account, session, given.name(), given.registration(), answer),
                    passkey -> json(HttpServletResponse.SC_CREATED, Entry.of(passkey), response));
        } else {
            read(
                    Confirmation.class,
                    request,
                    response,
                    given -> passkeys().beginRegistration(account, session, given.current()),
                    creation(request, response));
        }
    }
}

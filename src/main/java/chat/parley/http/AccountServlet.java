package chat.parley.http;

import chat.parley.account.Account;
import chat.parley.account.AccountBook;
import chat.parley.account.Accounts;
import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.identity.Origins;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
import chat.parley.signin.Cookies;
import chat.parley.signin.WebSession;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests about accounts: what they have in common. Neither the store nor hashing holds a thread. */
public abstract class AccountServlet extends HttpServlet {
    /** Servlet context attribute of the {@link Accounts}; not set if the server has none. */
    public static final String ACCOUNTS = Accounts.class.getName();

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 8_192;
    private static final String JSON = "application/json";

    private final transient RequestReader reader;
    private final transient ResponseWriter writer;

    AccountServlet(RequestReader reader, ResponseWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Answers a request.
     *
     * @param path below the context root
     * @throws Refusal to refuse it
     */
    abstract void serve(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, PostRequest.Rejected;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (getServletContext().getAttribute(ACCOUNTS) == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            ((Chat) getServletContext().getAttribute(RoomsApi.CHAT))
                    .addressLimits()
                    .spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.REQUEST);
            if (!request.getMethod().equals("GET")) {
                PostRequest.requireOwnPage(
                        request, (Origins) getServletContext().getAttribute(RoomsApi.ORIGINS));
            }
            serve(request.getRequestURI().substring(request.getContextPath().length()), request, response);
        } catch (PostRequest.Rejected rejected) {
            response.getOutputStream().write(rejected.answer(response));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
        }
    }

    /** Whether the request has this method; otherwise it is refused. */
    static boolean has(String method, HttpServletRequest request, HttpServletResponse response) throws IOException {
        return has(List.of(method), request, response);
    }

    static boolean has(List<String> methods, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (methods.contains(request.getMethod())) {
            return true;
        }
        response.setHeader("Allow", String.join(", ", methods));
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        return false;
    }

    /**
     * Reads the body, which must be JSON: forms of other sites cannot send that. Then answers.
     *
     * @param work may throw a {@link Refusal}
     * @param answer sets status and headers, and returns the body
     */
    <B extends Record, T> void read(
            Class<B> kind,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<B, CompletionStage<T>> work,
            Function<T, byte[]> answer)
            throws IOException, PostRequest.Rejected {
        String type = request.getContentType();
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase(JSON)) {
            throw new PostRequest.Rejected(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + JSON);
        }
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw PostRequest.tooBig(MOST_BYTES);
        }
        AsyncExchange exchange = new AsyncExchange(request, response, writer);
        exchange.read(reader, MOST_BYTES, body -> {
            if (body.length > MOST_BYTES) {
                exchange.answer(() -> PostRequest.tooBig(MOST_BYTES).answer(response));
                return;
            }
            CompletionStage<T> done;
            try {
                done = work.apply(parsed(body, kind));
            } catch (RuntimeException e) {
                done = CompletableFuture.failedFuture(e);
            }
            exchange.answer(done, answer);
        });
    }

    private static <B extends Record> B parsed(byte[] body, Class<B> kind) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return Json.read(text, kind);
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.MALFORMED, "Body is not valid UTF-8");
        } catch (Refusal e) {
            String fields = Stream.of(kind.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.joining(", "));
            throw new Refusal(ErrorCode.MALFORMED, "Body must be a JSON object with these fields: " + fields);
        }
    }

    /** Answers a request without a body. */
    <T> void answer(
            CompletionStage<T> stage,
            HttpServletRequest request,
            HttpServletResponse response,
            Function<T, byte[]> answer) {
        new AsyncExchange(request, response, writer).answer(stage, answer);
    }

    static byte[] json(int status, Record value, HttpServletResponse response) {
        return HttpReply.uncached(status, Json.write(value), response);
    }

    static byte[] nothing(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return new byte[0];
    }

    /** The account of who asks; null if the member has none. @throws Refusal without a sign-in */
    Account accountIfAny(HttpServletRequest request) {
        Authentication authentication = Caller.of(request.getUserPrincipal()).authentication();
        if (authentication == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "Sign in first");
        }
        return accounts().book().of(authentication.member().id());
    }

    /** The account of who asks. @throws Refusal without a sign-in, or if the member has no account */
    Account account(HttpServletRequest request) {
        Account found = accountIfAny(request);
        if (found == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "You have no account on this server; you sign in elsewhere");
        }
        return found;
    }

    /** The account of the owner who asks. @throws Refusal if it is no owner */
    Account owner(HttpServletRequest request) {
        Account account = account(request);
        if (!accounts().book().isOwner(account.member().id())) {
            throw AccountBook.notOwner();
        }
        return account;
    }

    /** The web session of the request; null if there is none. */
    WebSession session(HttpServletRequest request) {
        return accounts().sessions().find(cookieHeaders(request), cookies(request));
    }

    static Cookies cookies(HttpServletRequest request) {
        return new Cookies(request.isSecure(), request.getContextPath());
    }

    static List<String> cookieHeaders(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Cookie"));
    }

    Accounts accounts() {
        return (Accounts) getServletContext().getAttribute(ACCOUNTS);
    }
}

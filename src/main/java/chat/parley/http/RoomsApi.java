package chat.parley.http;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Posted;
import chat.parley.event.Refusal;
import chat.parley.host.Input;
import chat.parley.host.Output;
import chat.parley.room.Chat;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP API: reading, searching and posting for programs that need no session. Described in {@code docs/http-api.md}. No thread waits for the log, or for a client. */
@WebServlet(urlPatterns = "/api/*", asyncSupported = true)
public final class RoomsApi extends HttpServlet {
    /** The {@link Chat} is found in the servlet context under this name. */
    public static final String CHAT = Chat.class.getName();
    /** And under this one how many bytes a body may have, an {@link Integer}. */
    public static final String MOST_BYTES = RoomsApi.class.getName() + ".bytes";

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(RoomsApi.class.getName());
    private static final Pattern MESSAGES = Pattern.compile("/api/rooms/(?<room>[^/]+)/messages");
    private static final List<String> READING = List.of("GET", "HEAD");
    private static final List<String> POSTING = List.of("GET", "HEAD", "POST");
    /** For the log's answer, and for the asker to take it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,15}");

    private final transient Input input;
    private final transient Output output;

    /** For containers. */
    public RoomsApi() {
        this(Input.NON_BLOCKING, Output.NON_BLOCKING);
    }

    /** For a host with other ways. */
    public RoomsApi(Input input, Output output) {
        this.input = input;
        this.output = output;
    }

    /** What a request asks for, once it is understood. */
    private interface Work {
        void begin() throws IOException;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Matcher messages = MESSAGES.matcher(path);
        if (messages.matches() && request.getMethod().equals("POST")) {
            post(messages.group("room"), request, response);
        } else if (messages.matches()) {
            attempt(POSTING, request, response, () -> history(messages.group("room"), request, response));
        } else if (path.equals("/api/rooms")) {
            attempt(READING, request, response, () -> rooms(request, response));
        } else if (path.equals("/api/search")) {
            attempt(READING, request, response, () -> search(request, response));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void attempt(List<String> methods, HttpServletRequest request, HttpServletResponse response, Work reading) throws IOException {
        if (!READING.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        try {
            reading.begin();
        } catch (Refusal refusal) {
            response.getOutputStream().write(Answer.refuse(refusal, response));
        }
    }

    private void history(String room, HttpServletRequest request, HttpServletResponse response) {
        Command.History asked = new Command.History(null, decoded(room), offset("before", request), offset("after", request), offset("around", request), limit(request));
        answer(chat().history(asked), found -> {
            HistoryPage page = HistoryPage.of(found, asked);
            if (page.linkHeader() != null) {
                response.setHeader("Link", page.linkHeader());
            }
            return Answer.page(page.json(), request, response);
        }, waiting(request), response);
    }

    private void rooms(HttpServletRequest request, HttpServletResponse response) {
        answer(chat().rooms(new Command.ListRooms(null, request.getParameter("find"))), found -> Answer.page(Json.text(found).getBytes(StandardCharsets.UTF_8), request, response), waiting(request), response);
    }

    private void search(HttpServletRequest request, HttpServletResponse response) {
        Command.Search asked = new Command.Search(null, request.getParameter("q"), request.getParameter("order"), limit(request), request.getParameter("cursor"));
        answer(chat().search(asked), found -> Answer.page(SearchPage.of(found, asked).json(), request, response), waiting(request), response);
    }

    private void post(String room, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int most = (Integer) getServletContext().getAttribute(MOST_BYTES);
        Posting posting;
        try {
            posting = Posting.of(decoded(room), request, most);
        } catch (Posting.Unfit unfit) {
            response.getOutputStream().write(unfit.answer(response));
            return;
        } catch (Refusal refusal) {
            response.getOutputStream().write(Answer.refuse(refusal, response));
            return;
        }
        AsyncContext async = waiting(request);
        input.read(async, most, body -> {
            if (body.length > most) {
                write(async, Posting.tooBig(most).answer(response));
            } else {
                take(posting, body, async, response);
            }
        }, failure -> async.complete());
    }

    private void take(Posting posting, byte[] body, AsyncContext async, HttpServletResponse response) {
        try {
            Posted posted = posting.read(body);
            answer(chat().write(posting.author(posted), posting.write(posted)), ack -> {
                response.setHeader("Location", "messages?around=" + ack.offset() + "&limit=1");
                return Answer.done(HttpServletResponse.SC_CREATED, ack, response);
            }, async, response);
        } catch (RuntimeException e) {
            write(async, Answer.refuse(e, response));
        }
    }

    private <T> void answer(CompletionStage<T> result, Function<T, byte[]> body, AsyncContext async, HttpServletResponse response) {
        result.thenApply(body).exceptionally(failure -> Answer.refuse(failure, response)).thenAccept(bytes -> write(async, bytes));
    }

    private void write(AsyncContext async, byte[] body) {
        try {
            output.write(async, body);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The asker has gone", e);
        }
    }

    private static AsyncContext waiting(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(PATIENCE.toMillis());
        return async;
    }

    private Chat chat() {
        return (Chat) getServletContext().getAttribute(CHAT);
    }

    /** The path as it came: containers decode in ways of their own. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorCode.INVALID, "room is not written as a part of a URL");
        }
    }

    private static Integer limit(HttpServletRequest request) {
        Long limit = offset("limit", request);
        return limit == null ? null : (Integer) (int) Math.min(limit, Integer.MAX_VALUE);
    }

    private static Long offset(String name, HttpServletRequest request) {
        String text = request.getParameter(name);
        if (text == null) {
            return null;
        }
        if (!OFFSET.matcher(text).matches()) {
            throw new Refusal(ErrorCode.INVALID, name + " must be a whole number");
        }
        return Long.valueOf(text);
    }
}

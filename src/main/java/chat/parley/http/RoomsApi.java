package chat.parley.http;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
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
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET api/rooms/{room}/messages}: pages of history. No thread waits for the log. */
@WebServlet(urlPatterns = "/api/*", asyncSupported = true)
public final class RoomsApi extends HttpServlet {
    /** The {@link Chat} is found in the servlet context under this name. */
    public static final String CHAT = Chat.class.getName();

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(RoomsApi.class.getName());
    private static final Pattern MESSAGES = Pattern.compile("/api/rooms/(?<room>[^/]+)/messages");
    /** For the log's answer, and for the asker to take it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,15}");
    private static final Map<ErrorCode, Integer> STATUS = Map.of(
            ErrorCode.INVALID, HttpServletResponse.SC_BAD_REQUEST,
            ErrorCode.BUSY, HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            ErrorCode.UNAVAILABLE, HttpServletResponse.SC_SERVICE_UNAVAILABLE);

    private final transient Output output;

    /** For containers. */
    public RoomsApi() {
        this(Output.NON_BLOCKING);
    }

    /** For a host with another way. */
    public RoomsApi(Output output) {
        this.output = output;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher messages = MESSAGES.matcher(request.getRequestURI().substring(request.getContextPath().length()));
        if (!messages.matches()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else {
            history(messages.group("room"), request, response);
        }
    }

    private void history(String room, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Command.History asked;
        try {
            asked = new Command.History(null, decoded(room), offset("before", request), offset("after", request), offset("around", request), limit(request));
        } catch (Refusal refusal) {
            response.getOutputStream().write(refuse(response, refusal));
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(PATIENCE.toMillis());
        ((Chat) getServletContext().getAttribute(CHAT)).history(asked).whenComplete((page, failure) -> {
            try {
                byte[] body = failure == null ? give(HistoryPage.of(page, asked), request, response) : refuse(response, refusal(failure));
                output.write(async, body);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "The asker has gone", e);
            }
        });
    }

    private static Refusal refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        LOG.log(Level.ERROR, "A page of history cannot be given", cause);
        return new Refusal(ErrorCode.SERVER, "The server failed");
    }

    /** The body; empty where there is none to send. */
    private static byte[] give(HistoryPage page, HttpServletRequest request, HttpServletResponse response) {
        byte[] body = page.json();
        String tag = HistoryPage.tag(body);
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-cache"); // to be asked for again, with the tag
        if (page.linkHeader() != null) {
            response.setHeader("Link", page.linkHeader());
        }
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return new byte[0];
        }
        announce(response, HttpServletResponse.SC_OK, body);
        return request.getMethod().equals("HEAD") ? new byte[0] : body;
    }

    private static byte[] refuse(HttpServletResponse response, Refusal refusal) {
        Event.Failure failure = refusal.asReplyTo(null);
        if (failure.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString((failure.retryAfter() + 999) / 1000));
        }
        response.setHeader("Cache-Control", "no-store");
        int status = STATUS.getOrDefault(refusal.code(), HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        byte[] body = Json.text(failure).getBytes(StandardCharsets.UTF_8);
        announce(response, status, body);
        return body;
    }

    private static void announce(HttpServletResponse response, int status, byte[] body) {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(body.length);
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

package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Posted;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Caller;
import chat.parley.identity.Client;
import chat.parley.identity.Identity;
import chat.parley.identity.Origins;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.room.Chat;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP API to read, search and post without a session; see {@code docs/http-api.md}. Neither the log nor slow
 * clients hold a thread.
 */
@WebServlet(urlPatterns = "/api/*", asyncSupported = true)
public final class RoomsApi extends HttpServlet {
    /** Servlet context attribute of the {@link Chat}. */
    public static final String CHAT = Chat.class.getName();
    /** Servlet context attribute of the {@link Origins} that may post. */
    public static final String ORIGINS = Origins.class.getName();
    /** Servlet context attribute of the maximum body size in bytes, an {@link Integer}. */
    public static final String MOST_BYTES = RoomsApi.class.getName() + ".bytes";

    private static final long serialVersionUID = 1L;
    private static final Pattern ROOM_ITSELF = Pattern.compile("/api/rooms/(?<room>[^/]{1,800})");
    private static final Pattern MESSAGES = Pattern.compile("/api/rooms/(?<room>[^/]+)/messages");
    private static final Pattern PINS = Pattern.compile("/api/rooms/(?<room>[^/]+)/pins");
    private static final Pattern PIN = Pattern.compile("/api/rooms/(?<room>[^/]+)/pins/(?<target>\\d{1,18})");
    private static final List<String> READING = List.of("GET", "HEAD");
    private static final List<String> PINNING = List.of("PUT", "DELETE");
    private static final List<String> POSTING = List.of("GET", "HEAD", "POST");
    private static final String ROOM = "room";

    private final transient RequestReader reader;
    private final transient ResponseWriter writer;

    /** For containers. */
    public RoomsApi() {
        this(RequestReader.NON_BLOCKING, ResponseWriter.NON_BLOCKING);
    }

    /** For hosts with other I/O. */
    public RoomsApi(RequestReader reader, ResponseWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** Starts a validated request. */
    private interface Work {
        void begin() throws IOException;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        try {
            chat().addressLimits().spend(Caller.network(request.getRemoteAddr()), AddressLimits.Cost.REQUEST);
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
            return;
        }
        serve(path, request, response);
    }

    private void serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher messages = MESSAGES.matcher(path);
        Matcher pins = PINS.matcher(path);
        Matcher pin = PIN.matcher(path);
        Matcher room = ROOM_ITSELF.matcher(path);
        if (messages.matches() && request.getMethod().equals("POST")) {
            post(messages.group(ROOM), request, response);
        } else if (messages.matches()) {
            attempt(POSTING, request, response, () -> history(messages.group(ROOM), request, response));
        } else if (pins.matches()) {
            attempt(READING, request, response, () -> pins(pins.group(ROOM), request, response));
        } else if (pin.matches()) {
            pin(pin.group(ROOM), Long.parseLong(pin.group("target")), request, response);
        } else if (room.matches()) {
            delete(room.group(ROOM), request, response);
        } else if (path.equals("/api/rooms")) {
            attempt(READING, request, response, () -> rooms(request, response));
        } else if (path.equals("/api/me")) {
            attempt(READING, request, response, () -> me(request, response));
        } else if (path.equals("/api/search")) {
            attempt(READING, request, response, () -> search(request, response));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void attempt(
            List<String> methods, HttpServletRequest request, HttpServletResponse response, Work work)
            throws IOException {
        if (!READING.contains(request.getMethod())) {
            refuseMethod(methods, response);
            return;
        }
        try {
            work.begin();
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
        }
    }

    private static void refuseMethod(List<String> methods, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", String.join(", ", methods));
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private void me(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Identity identity = Bearer.reader(request, chat().identities());
        boolean isSignedIn = identity != null && identity.isSignedIn();
        byte[] body = isSignedIn ? HttpReply.member(identity.member(), response) : HttpReply.nobody(response);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private void pins(String room, HttpServletRequest request, HttpServletResponse response) {
        answer(new Query.Pins(null, QueryString.segment(ROOM, room)), request, response);
    }

    /** Pins or unpins a message, as the member whose key or token is in the header. */
    private void pin(String room, long target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String method = request.getMethod();
        if (!PINNING.contains(method)) {
            refuseMethod(PINNING, response);
            return;
        }
        change(
                room,
                request,
                response,
                (post, author) -> chat().write(
                                author,
                                method.equals("PUT")
                                        ? new Write.Pin(post.ref(), post.room(), target)
                                        : new Write.Unpin(post.ref(), post.room(), target)));
    }

    /** Deletes a room, as the member whose key or token is in the header. */
    private void delete(String room, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("DELETE")) {
            refuseMethod(List.of("DELETE"), response);
            return;
        }
        String reason = new QueryString(request.getQueryString()).text("reason");
        change(
                room,
                request,
                response,
                (post, author) -> chat().delete(author, new RoomCommand.Delete(post.ref(), post.room(), reason)));
    }

    /** Something that a member does without a body. */
    private interface Deed {
        CompletionStage<Event.Ack> begin(PostRequest request, Client author);
    }

    private void change(String room, HttpServletRequest request, HttpServletResponse response, Deed deed)
            throws IOException {
        try {
            PostRequest.requireOwnPage(request, (Origins) getServletContext().getAttribute(ORIGINS));
            PostRequest post = PostRequest.of(QueryString.segment(ROOM, room), request);
            Client author =
                    client(request, post.author(new QueryString(request.getQueryString()).text("name"), chat()));
            CompletionStage<Event.Ack> done = deed.begin(post, author); // first: it may refuse
            newExchange(request, response)
                    .answer(done, ack -> HttpReply.done(HttpServletResponse.SC_OK, ack, response));
        } catch (PostRequest.Rejected rejected) {
            response.getOutputStream().write(rejected.answer(response));
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
        }
    }

    private void history(String room, HttpServletRequest request, HttpServletResponse response) {
        QueryString query = new QueryString(request.getQueryString());
        Query.History asked = new Query.History(
                null,
                QueryString.segment(ROOM, room),
                query.number("before"),
                query.number("after"),
                query.number("around"),
                query.limit());
        answer(asked, request, response, found -> {
            HistoryPage page = HistoryPage.of(found, asked);
            if (page.linkHeader() != null) {
                response.setHeader("Link", page.linkHeader());
            }
            return HttpReply.page(page.json(), request, response);
        });
    }

    private void rooms(HttpServletRequest request, HttpServletResponse response) {
        answer(new Query.ListRooms(null, new QueryString(request.getQueryString()).text("find")), request, response);
    }

    private void search(HttpServletRequest request, HttpServletResponse response) {
        QueryString query = new QueryString(request.getQueryString());
        String wanted = query.text("q");
        if (wanted == null) {
            throw new Refusal(ErrorCode.INVALID, "Missing parameter: q"); // the core calls it query
        }
        Query.Search asked = new Query.Search(null, wanted, query.text("order"), query.limit(), query.text("cursor"));
        answer(
                asked,
                request,
                response,
                found -> HttpReply.page(SearchPage.of(found, asked).json(), request, response));
    }

    private void post(String room, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int maxBytes = (Integer) getServletContext().getAttribute(MOST_BYTES);
        PostRequest post;
        try {
            PostRequest.requireOwnPage(request, (Origins) getServletContext().getAttribute(ORIGINS));
            post = PostRequest.of(QueryString.segment(ROOM, room), request, maxBytes);
        } catch (PostRequest.Rejected rejected) {
            response.getOutputStream().write(rejected.answer(response));
            return;
        } catch (Refusal refusal) {
            response.getOutputStream().write(HttpReply.refuse(refusal, response));
            return;
        }
        AsyncExchange exchange = newExchange(request, response);
        String network = Caller.network(request.getRemoteAddr()); // the request is gone once the body is here
        exchange.read(reader, maxBytes, body -> {
            if (body.length > maxBytes) {
                exchange.answer(() -> PostRequest.tooBig(maxBytes).answer(response));
            } else {
                write(post, body, exchange, network, response);
            }
        });
    }

    private void write(
            PostRequest post, byte[] body, AsyncExchange exchange, String network, HttpServletResponse response) {
        CompletionStage<Event.Ack> stored;
        try {
            Posted posted = post.read(body);
            stored = chat().write(chat().client(post.author(posted.name(), chat()), network), post.write(posted));
        } catch (RuntimeException e) {
            stored = CompletableFuture.failedFuture(e);
        }
        exchange.answer(stored, ack -> {
            response.setHeader("Location", "messages?around=" + ack.offset() + "&limit=1");
            return HttpReply.done(HttpServletResponse.SC_CREATED, ack, response);
        });
    }

    /** Sends the reply as it is. */
    private <R extends Event.Reply> void answer(
            Query<R> query, HttpServletRequest request, HttpServletResponse response) {
        answer(
                query,
                request,
                response,
                found -> HttpReply.page(Json.text(found).getBytes(StandardCharsets.UTF_8), request, response));
    }

    private <R extends Event.Reply> void answer(
            Query<R> query, HttpServletRequest request, HttpServletResponse response, Function<R, byte[]> body) {
        AsyncExchange exchange = newExchange(request, response);
        exchange.answer(ask(query, request, exchange.ended()), body);
    }

    private <R extends Event.Reply> CompletionStage<R> ask(
            Query<R> query, HttpServletRequest request, CompletionStage<?> delivered) {
        try {
            Client reader = client(request, Bearer.reader(request, chat().identities()));
            chat().answering(reader, delivered);
            return chat().ask(query, reader, Caller.network(request.getRemoteAddr()));
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Client client(HttpServletRequest request, Identity identity) {
        return chat().client(identity, Caller.network(request.getRemoteAddr()));
    }

    private AsyncExchange newExchange(HttpServletRequest request, HttpServletResponse response) {
        return new AsyncExchange(request, response, writer);
    }

    private Chat chat() {
        return (Chat) getServletContext().getAttribute(CHAT);
    }
}

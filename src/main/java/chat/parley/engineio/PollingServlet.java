package chat.parley.engineio;

import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Caller;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Engine.IO over HTTP: a GET waits for packets without holding a thread, a POST delivers some. */
final class PollingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long NO_TIMEOUT = 0;
    /** Content type of binary bodies, which only older protocol versions send. */
    private static final String BINARY = "application/octet-stream";

    private final transient EngineServer engine;
    private final transient RequestReader reader;
    private final transient ResponseWriter writer;

    PollingServlet(EngineServer engine, RequestReader reader, ResponseWriter writer) {
        this.engine = engine;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin"); // cross-origin pages use CORS
        if (!admit(request, response)) {
            refuse(response, EngineError.FORBIDDEN_ORIGIN);
        } else if (request.getMethod().equals("OPTIONS")) {
            preflight(request, response);
        } else {
            RequestParameters parameters =
                    RequestParameters.of(request.getQueryString(), Caller.of(request.getUserPrincipal()));
            EngineError error = engine.errorOf(parameters, request.getMethod(), false);
            if (error == null) {
                error = spend(parameters, request, response);
            }
            if (error != null) {
                refuse(response, error);
            } else if (parameters.sid() == null) {
                begin(parameters, request, response);
            } else if (request.getMethod().equals("GET")) {
                poll(parameters.sid(), request);
            } else if (request.getMethod().equals("POST")) {
                post(parameters.sid(), request, response);
            } else {
                refuse(response, EngineError.BAD_REQUEST);
            }
        }
    }

    /**
     * Charges the client's rate limit. Polls of an existing session are free, because the server decides how often
     * they return.
     */
    private EngineError spend(RequestParameters parameters, HttpServletRequest request, HttpServletResponse response) {
        boolean isPoll = parameters.sid() != null && request.getMethod().equals("GET");
        try {
            if (!isPoll) {
                engine.spend(
                        parameters.address(),
                        parameters.sid() == null ? AddressLimits.Cost.CONNECTION : AddressLimits.Cost.REQUEST);
            }
            return null;
        } catch (Refusal e) {
            response.setHeader("Retry-After", Long.toString(e.retryAfterSeconds()));
            return EngineError.RATE_LIMITED;
        }
    }

    private boolean admit(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        boolean admitted = engine.settings()
                .origins()
                .admits(origin, request.getHeader("Sec-Fetch-Site"), request.getHeader("Host"), request.isSecure());
        if (admitted && origin != null) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            // origins are restricted to our own and those in the settings
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        return admitted;
    }

    private static void preflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        if (request.getHeader("Origin") != null) {
            response.setHeader("Access-Control-Allow-Methods", "GET, POST");
            String headers = request.getHeader("Access-Control-Request-Headers");
            if (headers != null) {
                response.setHeader("Access-Control-Allow-Headers", headers);
                response.addHeader("Vary", "Access-Control-Request-Headers");
            }
        }
    }

    static void refuse(HttpServletResponse response, EngineError error) throws IOException {
        response.setStatus(error.status());
        if (error.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        response.setContentType("application/json");
        response.setContentLength(error.body().length);
        response.getOutputStream().write(error.body());
    }

    private void begin(RequestParameters parameters, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // the WebSocket endpoint exists only there
        EngineSession session = engine.begin(parameters, "/".equals(request.getPathInfo()));
        if (session == null) {
            refuse(response, EngineError.TOO_MANY);
            return;
        }
        String cookie = engine.settings().cookie();
        if (!cookie.isEmpty()) {
            response.addHeader(
                    "Set-Cookie",
                    cookie + "=" + session.id() + "; Path=/; HttpOnly; SameSite=Lax"
                            + (request.isSecure() ? "; Secure" : ""));
        }
        session.park(newPoll(request));
    }

    private void poll(String sid, HttpServletRequest request) {
        AsyncResponse poll = newPoll(request);
        EngineSession session = engine.session(sid);
        if (session == null) {
            engine.latePolls().answer(sid, poll);
        } else {
            session.park(poll);
        }
    }

    private AsyncResponse newPoll(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(NO_TIMEOUT); // the session always answers, by its heartbeat at the latest
        return new AsyncResponse(async, writer);
    }

    private void post(String sid, HttpServletRequest request, HttpServletResponse response) throws IOException {
        EngineSession session = engine.session(sid);
        if (session == null) {
            refuse(response, EngineError.SESSION_UNKNOWN);
            return;
        }
        boolean isBinary =
                request.getContentType() != null && request.getContentType().startsWith(BINARY);
        if (isBinary || !session.receiveQueue().beginPost()) {
            session.abort("transport error");
            refuse(response, EngineError.BAD_REQUEST);
        } else if (request.getContentLengthLong() > engine.settings().maxPayload()) {
            session.receiveQueue().endPost();
            response.setHeader("Connection", "close"); // so that the body need not be read
            refuse(response, EngineError.TOO_BIG);
        } else {
            new PacketPost(session, request.startAsync(), writer).begin(engine.settings(), reader);
        }
    }
}

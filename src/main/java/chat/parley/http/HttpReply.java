package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** Sets the status and headers of a response, and returns the body to write. */
final class HttpReply {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final System.Logger LOG = System.getLogger(HttpReply.class.getName());
    private static final int DEFAULT_STATUS = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    private static final Map<ErrorCode, Integer> STATUS = Map.ofEntries(
            Map.entry(ErrorCode.INVALID, HttpServletResponse.SC_BAD_REQUEST),
            Map.entry(ErrorCode.MALFORMED, HttpServletResponse.SC_BAD_REQUEST),
            Map.entry(ErrorCode.UNAUTHORIZED, HttpServletResponse.SC_UNAUTHORIZED),
            Map.entry(ErrorCode.FORBIDDEN, HttpServletResponse.SC_FORBIDDEN),
            Map.entry(ErrorCode.LEGAL_HOLD, HttpServletResponse.SC_FORBIDDEN),
            Map.entry(ErrorCode.NOT_FOUND, HttpServletResponse.SC_NOT_FOUND),
            Map.entry(ErrorCode.CONFLICT, HttpServletResponse.SC_CONFLICT),
            Map.entry(ErrorCode.NAME_TAKEN, HttpServletResponse.SC_CONFLICT),
            Map.entry(ErrorCode.RATE_LIMITED, TOO_MANY_REQUESTS),
            Map.entry(ErrorCode.BUSY, HttpServletResponse.SC_SERVICE_UNAVAILABLE),
            Map.entry(ErrorCode.UNAVAILABLE, HttpServletResponse.SC_SERVICE_UNAVAILABLE));

    private HttpReply() {}

    /** A resource that clients may cache and revalidate with its ETag. */
    static byte[] page(byte[] body, HttpServletRequest request, HttpServletResponse response) {
        String tag = EntityTag.weak(body);
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-cache"); // revalidate each time, with the ETag
        if (EntityTag.isKnown(tag, Collections.list(request.getHeaders("If-None-Match")))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return new byte[0];
        }
        writeHead(response, HttpServletResponse.SC_OK, body);
        return request.getMethod().equals("HEAD") ? new byte[0] : body;
    }

    /** The result of this request, which is not cached. */
    static byte[] done(int status, Event.Reply reply, HttpServletResponse response) {
        return uncached(status, Json.text(reply), response);
    }

    static byte[] member(Member member, HttpServletResponse response) {
        return uncached(HttpServletResponse.SC_OK, Json.write(member), response);
    }

    /** The client is nobody whom the server knows. */
    static byte[] nobody(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return new byte[0];
    }

    static byte[] refuse(Throwable failure, HttpServletResponse response) {
        Refusal refusal = refusal(failure);
        return refuse(STATUS.getOrDefault(refusal.code(), DEFAULT_STATUS), refusal, response);
    }

    static byte[] refuse(int status, Refusal refusal, HttpServletResponse response) {
        Event.Failure failure = refusal.asReplyTo(null);
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (failure.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(refusal.retryAfterSeconds()));
        }
        return uncached(status, Json.text(failure), response);
    }

    private static Refusal refusal(Throwable failure) {
        Refusal refusal = Refusal.of(failure, "Internal server error; retry later");
        if (refusal.code() == ErrorCode.SERVER) {
            LOG.log(Level.ERROR, "Request failed", failure);
        }
        return refusal;
    }

    /** Any other result of this request, which is not cached. */
    static byte[] uncached(int status, String json, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        writeHead(response, status, body);
        return body;
    }

    private static void writeHead(HttpServletResponse response, int status, byte[] body) {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(body.length);
    }
}

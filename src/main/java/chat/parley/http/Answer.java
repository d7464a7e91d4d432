package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** What a request is answered with: the headers are set, and the body, if any, is given back to be written. */
final class Answer {
    private static final int TOO_MANY = 429;
    private static final System.Logger LOG = System.getLogger(Answer.class.getName());
    private static final int UNKNOWN = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    private static final Map<ErrorCode, Integer> STATUS = Map.of(
            ErrorCode.INVALID, HttpServletResponse.SC_BAD_REQUEST,
            ErrorCode.MALFORMED, HttpServletResponse.SC_BAD_REQUEST,
            ErrorCode.FORBIDDEN, HttpServletResponse.SC_FORBIDDEN,
            ErrorCode.NOT_FOUND, HttpServletResponse.SC_NOT_FOUND,
            ErrorCode.CONFLICT, HttpServletResponse.SC_CONFLICT,
            ErrorCode.RATE_LIMITED, TOO_MANY,
            ErrorCode.BUSY, HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            ErrorCode.UNAVAILABLE, HttpServletResponse.SC_SERVICE_UNAVAILABLE);

    private Answer() {}

    /** Something that may be asked for again, and need not be sent again while it is the same. */
    static byte[] page(byte[] body, HttpServletRequest request, HttpServletResponse response) {
        String tag = EntityTag.weak(body);
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-cache"); // to be asked for again, with the tag
        if (EntityTag.isKnown(tag, Collections.list(request.getHeaders("If-None-Match")))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return new byte[0];
        }
        announce(response, HttpServletResponse.SC_OK, body);
        return request.getMethod().equals("HEAD") ? new byte[0] : body;
    }

    /** Something that happened with this request. */
    static byte[] done(int status, Event.Reply reply, HttpServletResponse response) {
        return once(status, Json.text(reply), response);
    }

    static byte[] refuse(Throwable failure, HttpServletResponse response) {
        Refusal refusal = refusal(failure);
        return refuse(STATUS.getOrDefault(refusal.code(), UNKNOWN), refusal, response);
    }

    static byte[] refuse(int status, Refusal refusal, HttpServletResponse response) {
        Event.Failure failure = refusal.asReplyTo(null);
        if (failure.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(refusal.retryAfterSeconds()));
        }
        return once(status, Json.text(failure), response);
    }

    private static Refusal refusal(Throwable failure) {
        Refusal refusal = Refusal.of(failure, "The server failed");
        if (refusal.code() == ErrorCode.SERVER) {
            LOG.log(Level.ERROR, "A request cannot be answered", failure);
        }
        return refusal;
    }

    private static byte[] once(int status, String json, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        announce(response, status, body);
        return body;
    }

    private static void announce(HttpServletResponse response, int status, byte[] body) {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(body.length);
    }
}

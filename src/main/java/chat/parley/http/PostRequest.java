package chat.parley.http;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Member;
import chat.parley.event.Posted;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Origins;
import chat.parley.room.Chat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The headers of a command sent over HTTP. Pages from other origins cannot send any: forms can set neither the key nor
 * the content type, and browsers send the origin of a request.
 *
 * @param ref from the header {@code Idempotency-Key}, or null
 */
record PostRequest(String room, String key, String ref) {
    private static final String BEARER = "bearer ";
    private static final String JSON = "application/json";
    /** A quoted character in a structured header string. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\])");

    /** Thrown to refuse a request by its headers, with an HTTP status. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient Refusal refusal;

        Rejected(int status, String message) {
            this(status, ErrorCode.INVALID, message);
        }

        Rejected(int status, ErrorCode code, String message) {
            super(message);
            this.status = status;
            this.refusal = new Refusal(code, message);
        }

        byte[] answer(HttpServletResponse response) {
            if (status == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            } else if (status == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
                response.setHeader("Connection", "close"); // so that the body need not be read
            }
            return HttpReply.refuse(status, refusal, response);
        }
    }

    /**
     * Checks and reads the headers of a post.
     *
     * @param maxBytes limit for the body
     * @throws Refusal if a header is duplicated
     */
    static PostRequest of(String room, HttpServletRequest request, int maxBytes) throws Rejected {
        String type = request.getContentType();
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase(JSON)) {
            throw new Rejected(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + JSON);
        }
        if (request.getContentLengthLong() > maxBytes) {
            throw tooBig(maxBytes);
        }
        return of(room, request);
    }

    /**
     * Checks and reads the headers of a command without a body.
     *
     * @throws Refusal if a header is duplicated
     */
    static PostRequest of(String room, HttpServletRequest request) throws Rejected {
        String authorization = only("Authorization", request);
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Rejected(
                    HttpServletResponse.SC_UNAUTHORIZED, "Authorization must be Bearer and a key of your choice");
        }
        return new PostRequest(
                room, authorization.substring(BEARER.length()).strip(), unquoted(only("Idempotency-Key", request)));
    }

    /**
     * Rejects posts from foreign pages. Browsers send the page's origin in {@code Origin}, or at least tell in
     * {@code Sec-Fetch-Site} whether it is ours. Other programs send neither.
     *
     * @throws Rejected if the post comes from a foreign page
     */
    static void requireOwnPage(HttpServletRequest request, Origins origins) throws Rejected {
        List<String> sent = Collections.list(request.getHeaders("Origin"));
        boolean admitted = (sent.isEmpty() ? Stream.of((String) null) : sent.stream())
                .allMatch(origin -> origins.admits(
                        origin, request.getHeader("Sec-Fetch-Site"), request.getHeader("Host"), request.isSecure()));
        if (!admitted) {
            throw new Rejected(HttpServletResponse.SC_FORBIDDEN, ErrorCode.FORBIDDEN, "Origin not allowed");
        }
    }

    static Rejected tooBig(int maxBytes) {
        return new Rejected(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "Body exceeds " + maxBytes + " bytes");
    }

    /**
     * The only value of a header; null if there is none.
     *
     * @throws Refusal if there are several, because either choice would be a guess
     */
    private static String only(String name, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw new Refusal(ErrorCode.INVALID, "Duplicate header: " + name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Removes quotation marks. The specification requires them (RFC 9651, 3.3.3), but many clients omit them. */
    private static String unquoted(String header) {
        boolean quoted = header != null && header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? ESCAPE.matcher(header.substring(1, header.length() - 1)).replaceAll("$1") : header;
    }

    /**
     * Parses the body.
     *
     * @throws Refusal if it is invalid
     */
    Posted read(byte[] body) {
        try {
            return Json.posted(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.MALFORMED, "Body is not valid UTF-8");
        }
    }

    /**
     * The author.
     *
     * @throws Refusal if name or key are invalid
     */
    Member author(String name, Chat chat) {
        Command.Hello hello = new Command.Hello(null, name, key);
        return chat.guest(hello.name(), hello.key());
    }

    Write.Post write(Posted posted) {
        return new Write.Post(ref, room, posted.text(), posted.replyTo());
    }
}

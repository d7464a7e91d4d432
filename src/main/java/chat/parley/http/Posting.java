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
 * A message that comes by HTTP: who says it, and what. A page of another origin cannot send one: neither the key nor the
 * type goes along with a form, and a request that a browser sends says where it comes from.
 *
 * @param ref from the header {@code Idempotency-Key}, or null
 */
record Posting(String room, String key, String ref) {
    private static final String BEARER = "bearer ";
    private static final String JSON = "application/json";
    /** What {@code Sec-Fetch-Site} says of our own page, and of somebody who typed an address. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

    /** A request that is refused by its headers, with the status that says so. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient Refusal refusal;

        Unfit(int status, String message) {
            this(status, ErrorCode.INVALID, message);
        }

        Unfit(int status, ErrorCode code, String message) {
            super(message);
            this.status = status;
            this.refusal = new Refusal(code, message);
        }

        byte[] answer(HttpServletResponse response) {
            if (status == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer");
            } else if (status == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
                response.setHeader("Connection", "close"); // rather than read it
            }
            return Answer.refuse(status, refusal, response);
        }
    }

    /**
     * @param most bytes that the body may have
     * @throws Refusal where a header is there twice
     */
    static Posting of(String room, HttpServletRequest request, int most) throws Unfit {
        String type = request.getContentType();
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase(JSON)) {
            throw new Unfit(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + JSON);
        }
        String authorization = only("Authorization", request);
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Unfit(HttpServletResponse.SC_UNAUTHORIZED, "Say who you are: Authorization: Bearer, and a key of your own");
        }
        if (request.getContentLengthLong() > most) {
            throw tooBig(most);
        }
        return new Posting(room, authorization.substring(BEARER.length()).strip(), unquoted(only("Idempotency-Key", request)));
    }

    /**
     * Whether a page sends this, and which one. Browsers say it in {@code Origin}; where they leave that out,
     * {@code Sec-Fetch-Site} at least says whether the page is ours. Programs send neither.
     *
     * @throws Unfit where it is a foreign page
     */
    static void requireOwnPage(HttpServletRequest request, Origins origins) throws Unfit {
        List<String> named = Collections.list(request.getHeaders("Origin"));
        boolean admitted = (named.isEmpty() ? Stream.of((String) null) : named.stream()).allMatch(origin ->
                origins.admits(origin, request.getHeader("Sec-Fetch-Site"), request.getHeader("Host"), request.isSecure()));
        if (!admitted) {
            throw new Unfit(HttpServletResponse.SC_FORBIDDEN, ErrorCode.FORBIDDEN, "This origin is not allowed");
        }
    }

    static Unfit tooBig(int most) {
        return new Unfit(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "The body has more than " + most + " bytes");
    }

    /** @throws Refusal where it is there twice: to take either would be a guess */
    private static String only(String name, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw new Refusal(ErrorCode.INVALID, "There is more than one " + name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** The header is a string in quotation marks by its specification (RFC 9651, 3.3.3), and often comes without. */
    private static String unquoted(String header) {
        boolean quoted = header != null && header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? ESCAPED.matcher(header.substring(1, header.length() - 1)).replaceAll("$1") : header;
    }

    /** What the body says. @throws Refusal where it breaks a rule */
    Posted read(byte[] body) {
        try {
            return Json.posted(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.MALFORMED, "The body is not UTF-8");
        }
    }

    /** @throws Refusal where name or key break their rules */
    Member author(Posted posted, Chat chat) {
        Command.Hello hello = new Command.Hello(null, posted.name(), key);
        return chat.guest(hello.name(), hello.key());
    }

    Write.Post write(Posted posted) {
        return new Write.Post(ref, room, posted.text(), posted.replyTo());
    }
}

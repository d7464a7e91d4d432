package chat.parley.http;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Json;
import chat.parley.event.Posted;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.identity.Identity;
import chat.parley.identity.Origins;
import chat.parley.room.Chat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The headers of a command sent over HTTP. Pages from other origins cannot send any: forms can set neither the key nor
 * the content type, and browsers send the origin of a request.
 *
 * @param bearer null without the header; then the request has proved who the client is
 * @param authentication null if the request proves nothing
 * @param ref from the header {@code Idempotency-Key}, or null
 */
record PostRequest(String room, Bearer bearer, Authentication authentication, String ref) {
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
            if (status == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
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
        Bearer bearer = Bearer.of(request);
        Authentication authentication = Caller.of(request.getUserPrincipal()).authentication();
        if (bearer == null && authentication == null) {
            throw new Rejected(
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "Authorization must be Bearer and a token or a key of your choice");
        }
        return new PostRequest(room, bearer, authentication, unquoted(Bearer.only("Idempotency-Key", request)));
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
     * @param name a guest's; ignored if the client is signed in
     * @throws Refusal if name or key are invalid, or the token is refused
     */
    Identity author(String name, Chat chat) {
        // without tokens, the header may be meant for the container
        boolean isGuestOrToken =
                authentication == null || bearer != null && chat.identities().acceptsTokens();
        Command.Hello hello = isGuestOrToken ? bearer.hello(name) : Command.Hello.signedIn(null);
        return chat.identities().identify(hello, authentication);
    }

    Write.Post write(Posted posted) {
        return new Write.Post(ref, room, posted.text(), posted.replyTo());
    }
}

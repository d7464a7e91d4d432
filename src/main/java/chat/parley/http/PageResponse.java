package chat.parley.http;

import java.util.Map;

/**
 * The response to a request for a static file.
 *
 * @param type null without a body
 * @param headers in addition to those of {@link PageHeaders}
 */
public record PageResponse(int status, String type, Map<String, String> headers, byte[] body) {
    static final int OK = 200;
    static final int NOT_MODIFIED = 304;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
}

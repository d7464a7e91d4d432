package chat.parley.engineio;

import chat.parley.identity.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of a request. Those of a session's first request are its handshake.
 *
 * @param query decoded query parameters; of several with the same name, the first
 * @param caller the client; null if it is not known yet
 */
public record RequestParameters(Map<String, String> query, Caller caller) {
    private static final String VERSION = "4";

    public RequestParameters {
        query = Map.copyOf(query);
    }

    /**
     * Parses parameters.
     *
     * @param query as it appears in the URL; null for none. Request bodies are never parsed as parameters.
     */
    public static RequestParameters of(String query, Caller caller) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.putIfAbsent(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return new RequestParameters(parameters, caller);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // malformed escapes cannot match a known parameter
        }
    }

    /** The client's network; null if unknown. */
    public String address() {
        return caller == null ? null : caller.network();
    }

    String sid() {
        return query.get("sid");
    }

    String transport() {
        return query.get("transport");
    }

    /** Whether the client needs binary data as base64 on this transport. */
    boolean wantsText() {
        return !query.getOrDefault("b64", "").isEmpty();
    }

    boolean isSupportedVersion() {
        return VERSION.equals(query.get("EIO"));
    }
}

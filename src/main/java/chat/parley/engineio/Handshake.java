package chat.parley.engineio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client's first request said.
 *
 * @param query its parameters; of several with the same name the first one
 * @param address the network that it came from; null where that is not known
 */
public record Handshake(Map<String, String> query, String address) {
    private static final String VERSION = "4";

    public Handshake {
        query = Map.copyOf(query);
    }

    /**
     * Of a request whose sender does not matter.
     *
     * @param query as it stands in the URL; null for none. A body is never read as parameters.
     */
    public static Handshake of(String query) {
        return of(query, null);
    }

    static Handshake of(String query, String address) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.putIfAbsent(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return new Handshake(parameters, address);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a broken escape names nothing that we know
        }
    }

    String sid() {
        return query.get("sid");
    }

    String transport() {
        return query.get("transport");
    }

    /** Whether the client takes no bytes on this transport, but base64. */
    boolean wantsText() {
        return !query.getOrDefault("b64", "").isEmpty();
    }

    boolean isOfThisVersion() {
        return VERSION.equals(query.get("EIO"));
    }
}

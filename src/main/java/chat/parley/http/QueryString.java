package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Parses the query of a URL from its raw form, because containers differ in decoding and some do not use UTF-8. */
final class QueryString {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final char REPLACEMENT_CHARACTER = '\ufffd';

    private final Map<String, String> encoded = new HashMap<>();

    /** @param text the part after the question mark, or null */
    QueryString(String text) {
        for (String field : text == null ? new String[0] : text.split("&")) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            encoded.putIfAbsent(name, equals < 0 ? "" : field.substring(equals + 1));
        }
    }

    /**
     * The decoded value of a field; null if it is missing.
     *
     * @throws Refusal if it is not valid percent-encoded UTF-8
     */
    String text(String name) {
        String value = encoded.get(name);
        return value == null ? null : decoded(name, value);
    }

    Long number(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new Refusal(ErrorCode.INVALID, name + " must be a whole number");
        }
        return Long.valueOf(text);
    }

    Integer limit() {
        Long limit = number("limit");
        return limit == null ? null : (Integer) (int) Math.min(limit, Integer.MAX_VALUE);
    }

    /**
     * Decodes a path segment, in which a plus sign stands for itself.
     *
     * @throws Refusal if it is not valid percent-encoded UTF-8
     */
    static String segment(String name, String text) {
        return decoded(name, text.replace("+", "%2B"));
    }

    private static String decoded(String name, String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(REPLACEMENT_CHARACTER) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // refused below, like invalid UTF-8
        }
        throw new Refusal(ErrorCode.INVALID, name + " is not valid percent-encoded UTF-8");
    }
}

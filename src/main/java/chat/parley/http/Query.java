package chat.parley.http;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a URL asks for, read as it came: containers decode in ways of their own, and not all of them as UTF-8. */
final class Query {
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,15}");
    private static final char NO_CHARACTER = '\ufffd';

    private final Map<String, String> encoded = new HashMap<>();

    /** @param text what follows the question mark, or null */
    Query(String text) {
        for (String field : text == null ? new String[0] : text.split("&")) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            encoded.putIfAbsent(name, equals < 0 ? "" : field.substring(equals + 1));
        }
    }

    /** The field's value; null where there is none. @throws Refusal where it is not written as a part of a URL */
    String text(String name) {
        String value = encoded.get(name);
        return value == null ? null : decoded(name, value);
    }

    Long offset(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!OFFSET.matcher(text).matches()) {
            throw new Refusal(ErrorCode.INVALID, name + " must be a whole number");
        }
        return Long.valueOf(text);
    }

    Integer limit() {
        Long limit = offset("limit");
        return limit == null ? null : (Integer) (int) Math.min(limit, Integer.MAX_VALUE);
    }

    /** A part of a path, in which a plus sign is one. @throws Refusal where it is not written as such */
    static String part(String name, String text) {
        return decoded(name, text.replace("+", "%2B"));
    }

    private static String decoded(String name, String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(NO_CHARACTER) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // as what is not UTF-8
        }
        throw new Refusal(ErrorCode.INVALID, name + " is not written as a part of a URL");
    }
}

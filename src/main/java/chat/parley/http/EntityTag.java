package chat.parley.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Entity tags (RFC 9110, sections 8.8.3 and 13.1.2), computed from content. */
final class EntityTag {
    private static final int CHARACTERS = 22;
    private static final Pattern OPAQUE = Pattern.compile("\"[^\"]*+\"");

    private EntityTag() {}

    /**
     * A strong tag for exactly these bytes.
     *
     * @param variant part of the tag, to distinguish encodings of the same content
     */
    static String of(byte[] content, String variant) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, CHARACTERS) + variant + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK includes SHA-256
        }
    }

    /** A weak tag, for content that may be sent compressed. */
    static String weak(byte[] content) {
        return "W/" + of(content, "");
    }

    /**
     * Whether the client already has the content of this tag. Uses weak comparison, which ignores {@code W/}.
     *
     * @param known the values of {@code If-None-Match}, each a list of tags or {@code *}
     */
    static boolean isKnown(String tag, List<String> known) {
        String opaque = tag.substring(tag.indexOf('"'));
        return known.stream()
                .anyMatch(value -> value.strip().equals("*")
                        || OPAQUE.matcher(value)
                                .results()
                                .anyMatch(found -> found.group().equals(opaque)));
    }
}

package chat.parley.event;

import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates and normalizes user input: names, message texts, refs and keys. Each method returns the normalized form or
 * throws a {@link Refusal} with {@link ErrorCode#INVALID}.
 *
 * <p>Names follow the spirit of Unicode's security mechanisms (UTS #39): compatibility forms are folded (NFKC), and
 * invisible or bidirectional control characters are refused. Lookalike letters of different scripts are accepted;
 * members are distinguished by id.
 */
final class Text {
    static final int NAME_MAX = 64;
    private static final int RULES_MAX = 4_000;
    static final int MESSAGE_MAX = 8_000;
    /** Keys from earlier examples in the documentation. */
    private static final Set<String> PUBLISHED_KEYS = Set.of("Zk3vN0c6mQm0mJt1bq2dXw", "a-secret-that-nobody-guesses");

    private static final int TOPIC_MAX = 250;
    private static final int EMOJI_MAX = 16;
    private static final int REF_MAX = 64;
    private static final int ID_MAX = 128;
    /**
     * More stacked marks than any language uses; they would cover other lines. Spacing marks, as in Burmese, do not.
     */
    private static final Pattern STACKED = Pattern.compile("[\\p{Mn}\\p{Me}]{5}");

    private static final Pattern VARIATION_SELECTORS = Pattern.compile("[\\x{FE00}-\\x{FE0F}]");
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");
    private static final Pattern OUTER_SPACES = Pattern.compile("^ | $");
    private static final int KEY_MIN = 16;
    private static final int KEY_MAX = 128;
    private static final int TOKEN_MAX = 8 * 1024;

    private Text() {}

    /** A name of a member or room: NFKC, white space trimmed and collapsed, 1–64 visible code points. */
    static String name(String field, String raw) {
        String given = requirePresent(field, raw);
        if (isPlainName(given)) {
            return given;
        }
        if (given.length() > 4 * NAME_MAX) {
            throw invalid(field + " must have at most " + NAME_MAX + " characters"); // before the costly normalization
        }
        requireWellFormed(field, given);
        // Variation selectors are invisible and would be refused; drop them so that names may contain emoji.
        String normal = Normalizer.normalize(VARIATION_SELECTORS.matcher(given).replaceAll(""), Normalizer.Form.NFKC);
        String name =
                OUTER_SPACES.matcher(SPACES.matcher(normal).replaceAll(" ")).replaceAll("");
        if (name.isEmpty()) {
            throw invalid(field + " must not be empty");
        }
        if (name.codePointCount(0, name.length()) > NAME_MAX) {
            throw invalid(field + " must have at most " + NAME_MAX + " characters");
        }
        for (int i = 0, end; i < name.length(); i = end) {
            int c = name.codePointAt(i);
            end = Emoji.end(name, i); // includes its joiners
            if (end == i && c != ' ' && !isVisible(c)) {
                throw invalid(field + " must not contain control, bidirectional or invisible characters");
            }
            end = Math.max(end, i + Character.charCount(c));
        }
        // Decomposed, so that marks in precomposed characters count too.
        if (name.codePoints().allMatch(Text::isMark)
                || STACKED.matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
                        .find()) {
            throw invalid(field + " must not contain combining marks without a letter, or more than 4 on one letter");
        }
        return name;
    }

    /**
     * A fast path: whether the name needs no normalization. Most commands carry a room name, and nearly all are ASCII.
     */
    private static boolean isPlainName(String given) {
        char before = ' ';
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return before != ' ' && given.length() <= NAME_MAX;
    }

    /** A message text: 1–8 000 code points, not blank; CR LF becomes LF; no control characters except tab and LF. */
    static String message(String field, String raw) {
        String text = requirePresent(field, raw).replace("\r\n", "\n");
        if (text.codePointCount(0, text.length()) > MESSAGE_MAX) {
            throw invalid(field + " must have at most " + MESSAGE_MAX + " characters");
        }
        boolean isEmpty = true;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (Character.getType(c) == Character.SURROGATE) {
                throw unpairedSurrogate(field);
            }
            if (Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t') {
                throw invalid(field + " must not contain control characters");
            }
            isEmpty &= Character.isWhitespace(c) || !isVisible(c);
        }
        if (isEmpty) {
            throw invalid(field + " must not be empty");
        }
        return text;
    }

    /** The rules of a room: empty, or like a message of at most 4 000 code points. */
    static String rules(String field, String raw) {
        String given = requirePresent(field, raw);
        if (given.codePointCount(0, given.length()) > RULES_MAX) {
            throw invalid(field + " must have at most " + RULES_MAX + " characters");
        }
        return given.isBlank() ? "" : message(field, given);
    }

    /** A topic: 0–250 code points on one line. */
    static String topic(String field, String raw) {
        String topic = requirePresent(field, raw).strip();
        if (topic.isEmpty()) {
            return topic;
        }
        if (topic.codePointCount(0, topic.length()) > TOPIC_MAX) {
            throw invalid(field + " must have at most " + TOPIC_MAX + " characters");
        }
        if (topic.indexOf('\n') >= 0 || topic.indexOf('\r') >= 0) {
            throw invalid(field + " must be a single line");
        }
        return message(field, topic);
    }

    /** A reaction: one emoji, in its fully qualified form. */
    static String emoji(String field, String raw) {
        String emoji = requirePresent(field, raw).length() > 4 * EMOJI_MAX ? null : Emoji.canonical(raw);
        if (emoji == null) {
            throw invalid(field + " must be one emoji");
        }
        return emoji;
    }

    /**
     * A reaction that may predate {@link #emoji}: an emoji, or 1–16 code points without white space, at least one
     * visible.
     */
    static String legacyEmoji(String field, String raw) {
        String known = requirePresent(field, raw).length() > 4 * EMOJI_MAX ? null : Emoji.canonical(raw);
        return known == null ? legacySymbol(field, raw) : known;
    }

    private static String legacySymbol(String field, String emoji) {
        requireWellFormed(field, emoji);
        int length = emoji.codePointCount(0, emoji.length());
        boolean clean = emoji.codePoints()
                .noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
        if (length < 1 || length > EMOJI_MAX || !clean || emoji.codePoints().noneMatch(Text::isVisible)) {
            throw invalid(field + " must be 1 to " + EMOJI_MAX + " characters without white space");
        }
        return emoji;
    }

    /** The sender's id for a command: null, or 1–64 visible ASCII characters. */
    static String ref(String raw) {
        return raw == null ? null : ascii("ref", raw, 1, REF_MAX);
    }

    /** A member's id. */
    static String memberId(String field, String raw) {
        return ascii(field, requirePresent(field, raw), 1, ID_MAX);
    }

    /** A guest's secret: null, or 16–128 visible ASCII characters. */
    static String key(String raw) {
        if (PUBLISHED_KEYS.contains(raw == null ? "" : raw)) {
            throw new Refusal(ErrorCode.INVALID, "key is published in the documentation; generate a random one");
        }
        return raw == null ? null : ascii("key", raw, KEY_MIN, KEY_MAX);
    }

    /** A signed token: null, or visible ASCII characters. Bounded, because it is parsed before it is verified. */
    static String token(String raw) {
        return raw == null ? null : ascii("token", raw, 1, TOKEN_MAX);
    }

    private static String ascii(String field, String raw, int min, int max) {
        if (raw.length() < min || raw.length() > max || !raw.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw invalid(field + " must be " + min + " to " + max + " visible ASCII characters");
        }
        return raw;
    }

    private static String requirePresent(String field, String raw) {
        if (raw == null) {
            throw invalid(field + " is missing");
        }
        return raw;
    }

    private static void requireWellFormed(String field, String text) {
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw unpairedSurrogate(field);
        }
    }

    private static Refusal unpairedSurrogate(String field) {
        return invalid(field + " must not contain unpaired surrogates");
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> c == ' ';
        };
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.UNASSIGNED -> Emoji.isPicture(c); // an emoji newer than this Java version
            default -> !looksEmpty(c);
        };
    }

    /**
     * Letters and marks by category that are invisible: fillers, the braille blank, the grapheme joiner, variation
     * selectors.
     */
    private static boolean looksEmpty(int c) {
        return c == 0xFFFC
                || c == 0x1D159
                || c == 0x16FE4
                || c == 0x2D7F
                || c == 0x1107F
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0
                || c >= 0x180B && c <= 0x180F
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xE0100 && c <= 0xE01EF;
    }

    private static Refusal invalid(String message) {
        return new Refusal(ErrorCode.INVALID, message);
    }
}

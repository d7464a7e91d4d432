package chat.parley.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Recognizes a single emoji by the rules and data of Unicode's UTS #51. Characters reserved for future emoji count as
 * emoji; joined sequences must be listed in the data.
 */
final class Emoji {
    private static final int JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int BLACK_FLAG = 0x1F3F4;
    /**
     * Tag sequences after the black flag for England, Scotland and Wales; with other tags it looks like a plain flag.
     */
    private static final Set<String> NATIONS = Set.of(tags("gbeng"), tags("gbsct"), tags("gbwls"));

    private static final int TAGS = tags("gbeng").length();

    private static final BitSet PICTURES = new BitSet();
    private static final BitSet TEXTS = new BitSet();
    private static final BitSet SKINS = new BitSet();
    private static final Set<String> JOINED = new HashSet<>();

    static {
        Map<String, String> data = data();
        fill(PICTURES, data.get("pictures"));
        fill(TEXTS, data.get("texts"));
        fill(SKINS, data.get("skins"));
        JOINED.addAll(Set.of(data.get("joined").split(" ")));
    }

    /** The input without variation selectors. */
    private final String text;
    /** What was read, fully qualified. */
    private final StringBuilder whole = new StringBuilder();
    /** What was read without skin tones and selectors, as in {@link #JOINED}. */
    private final StringBuilder bare = new StringBuilder();

    private int at;

    private Emoji(String text, int start) {
        this.text = text;
        this.at = start;
    }

    private static String tags(String letters) {
        StringBuilder tags = new StringBuilder();
        letters.chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        return tags.appendCodePoint(0xE007F).toString();
    }

    private static Map<String, String> data() {
        try (InputStream in = Emoji.class.getResourceAsStream("emoji.txt")) {
            Map<String, String> data = new TreeMap<>();
            String name = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                int colon = line.indexOf(':');
                if (!line.startsWith("#") && !line.startsWith(" ")) {
                    name = line.substring(0, colon);
                }
                if (!line.startsWith("#")) {
                    data.merge(
                            name,
                            line.substring(line.startsWith(" ") ? 0 : colon + 1).strip(),
                            (before, more) -> before + " " + more);
                }
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(BitSet set, String ranges) {
        for (String range : ranges.split(" ")) {
            String[] ends = range.split("-");
            set.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
    }

    /** The fully qualified form of the emoji; null if the text is not exactly one emoji. */
    static String canonical(String text) {
        StringBuilder bare = new StringBuilder();
        text.codePoints().filter(c -> c != TEXT_STYLE && c != EMOJI_STYLE).forEach(bare::appendCodePoint);
        Emoji emoji = new Emoji(bare.toString(), 0);
        return !bare.isEmpty() && emoji.read() && emoji.at == bare.length() ? emoji.whole.toString() : null;
    }

    /**
     * The end of the emoji with joiners or tags at {@code start}, or {@code start} if there is none.
     *
     * @param text without variation selectors
     */
    static int end(String text, int start) {
        Emoji emoji = new Emoji(text, start);
        return emoji.read() && (emoji.bare.indexOf("\u200D") >= 0 || emoji.whole.length() > TAGS) ? emoji.at : start;
    }

    /** Whether the character is an emoji or reserved for one. */
    static boolean isPicture(int c) {
        return PICTURES.get(c);
    }

    private int next() {
        return at < text.length() ? text.codePointAt(at) : -1;
    }

    private void take(int c) {
        whole.appendCodePoint(c);
        bare.appendCodePoint(c);
        at += Character.charCount(c);
    }

    private boolean read() {
        int first = next();
        if (first == '#' || first == '*' || first >= '0' && first <= '9') {
            take(first);
            whole.appendCodePoint(EMOJI_STYLE);
            return takeIf(next() == KEYCAP);
        }
        if (isRegional(first)) {
            take(first);
            return takeIf(isRegional(next()));
        }
        boolean fits = picture();
        while (fits && next() == JOINER) {
            take(JOINER);
            fits = picture();
        }
        return fits && (bare.indexOf("\u200D") < 0 || JOINED.contains(bare.toString()));
    }

    private boolean takeIf(boolean fits) {
        if (fits) {
            take(next());
        }
        return fits;
    }

    /** Reads a base character with its skin tone or tags. */
    private boolean picture() {
        int c = next();
        if (c < 0 || !PICTURES.get(c)) {
            return false;
        }
        take(c);
        int skin = next();
        if (SKINS.get(c) && skin >= 0x1F3FB && skin <= 0x1F3FF) {
            whole.appendCodePoint(skin);
            at += Character.charCount(skin);
        } else if (TEXTS.get(c)) {
            whole.appendCodePoint(EMOJI_STYLE);
        }
        if (c == BLACK_FLAG && at + TAGS <= text.length() && NATIONS.contains(text.substring(at, at + TAGS))) {
            whole.append(text, at, at + TAGS);
            at += TAGS;
        }
        return true;
    }

    private static boolean isRegional(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }
}

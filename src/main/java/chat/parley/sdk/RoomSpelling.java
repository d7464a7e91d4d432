package chat.parley.sdk;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of rooms without regard to case, as the server compares them. */
final class RoomSpelling {
    private static final Pattern VARIATION_SELECTORS = Pattern.compile("[\\x{FE00}-\\x{FE0F}]");
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");
    private static final Pattern OUTER_SPACES = Pattern.compile("^ | $");
    private static final int DOTLESS = 'ı';

    private RoomSpelling() {}

    /** Spellings of one room have the same key. */
    static String key(String name) {
        String normal = Normalizer.normalize(VARIATION_SELECTORS.matcher(name).replaceAll(""), Normalizer.Form.NFKC);
        String trimmed =
                OUTER_SPACES.matcher(SPACES.matcher(normal).replaceAll(" ")).replaceAll("");
        StringBuilder key = new StringBuilder();
        // Upper case would turn ı into i, which is another letter.
        trimmed.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> letter.codePointAt(0) == DOTLESS
                        ? letter
                        : letter.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .forEach(key::append);
        return Normalizer.normalize(key, Normalizer.Form.NFKC);
    }
}

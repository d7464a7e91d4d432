package chat.parley.event;

import java.text.Normalizer;
import java.util.Locale;

/** The key of a room's name: the name without regard to case. Names with the same key are the same room. */
public final class RoomKey {
    private static final char DOTLESS = 'ı';

    private RoomKey() {}

    /** @param name normalized, as in commands */
    public static String of(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder key = new StringBuilder();
        // Via upper case, which folds ß to SS and both sigmas to one, but would turn ı into i, a different letter.
        for (int i = 0, c; i < name.length(); i += Character.charCount(c)) {
            c = name.codePointAt(i);
            key.append(
                    c == DOTLESS
                            ? Character.toString(c)
                            : Character.toString(c).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        }
        return Normalizer.normalize(key, Normalizer.Form.NFKC);
    }

    /** A fast path: nearly all names are lower-case ASCII, and most commands carry one. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }
}

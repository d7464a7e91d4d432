package chat.parley.event;

import java.text.Normalizer;
import java.util.Locale;

/** By what a room is known: its name without regard to case. Two names with one key are one room. */
public final class RoomKey {
    private static final char DOTLESS = 'ı';

    private RoomKey() {}

    /** @param name as commands have it, normalised */
    public static String of(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder key = new StringBuilder();
        // By way of upper case, where ß is SS and both forms of a sigma are one; but there ı would be i, which is another letter.
        for (int i = 0, c; i < name.length(); i += Character.charCount(c)) {
            c = name.codePointAt(i);
            key.append(c == DOTLESS ? Character.toString(c) : Character.toString(c).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        }
        return Normalizer.normalize(key, Normalizer.Form.NFKC);
    }

    /** Nearly all are, and each command has one. */
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

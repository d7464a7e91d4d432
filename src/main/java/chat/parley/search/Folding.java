package chat.parley.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Removes case and accents. Works on <em>clusters</em>, a character with its combining marks, so that each letter keeps
 * its place in the text.
 */
final class Folding {
    private static final int VOICED = 0x3099;
    private static final int HALF_VOICED = 0x309A;
    private static final int TATWEEL = 0x0640;
    /** The only letter outside Hangul that composes with the letter before it (since Unicode 16). */
    private static final int KIRAT_RAI_VOWEL_SIGN_E = 0x16D67;

    private Folding() {}

    /** The end of the cluster at {@code start}: before the next character that does not combine with it. */
    static int clusterEnd(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length() && continues(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    /**
     * Marks, letters that compose with the previous one, voicing marks of half-width kana, and invisible characters.
     */
    private static boolean continues(int c) {
        return c >= 0x00AD
                && (isMark(c)
                        || isIgnored(c)
                        || c >= 0x1160 && c <= 0x11FF
                        || c == 0xFF9E
                        || c == 0xFF9F
                        || c == KIRAT_RAI_VOWEL_SIGN_E);
    }

    static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /**
     * Characters that may occur within a word without being part of it: soft hyphen, joiners, direction marks, tatweel.
     */
    private static boolean isIgnored(int c) {
        return switch (c) {
            case 0x00AD, 0x061C, TATWEEL, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF -> true;
            default -> false;
        };
    }

    /** Folds a cluster. The result may have several letters or none, and other characters between them. */
    static String fold(String cluster) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(cluster, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> !isIgnored(c) && !isAccent(c))
                .map(Character::toLowerCase)
                .forEach(letters::appendCodePoint);
        StringBuilder folded = new StringBuilder();
        // Through upper case, where ß becomes SS and both forms of sigma are the same.
        letters.toString()
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .forEach(c -> append(folded, c));
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /**
     * Marks that count as accents: those used in any script, and Hebrew points. Kana voicing marks make another letter,
     * and other scripts write their vowels with marks.
     */
    private static boolean isAccent(int c) {
        if (c < 0x0300 || c == VOICED || c == HALF_VOICED || !isMark(c)) {
            return false;
        }
        return UnicodeScript.of(c) == UnicodeScript.INHERITED || c >= 0x0591 && c <= 0x05C7;
    }

    private static void append(StringBuilder folded, int c) {
        if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
            folded.append((char) ('0' + Character.digit(c, 10)));
            return;
        }
        switch (c) { // Latin letters with a stroke and ligatures, which Unicode does not decompose
            case 'đ', 'ð' -> folded.append('d');
            case 'ħ' -> folded.append('h');
            case 'ł' -> folded.append('l');
            case 'ø' -> folded.append('o');
            case 'ŧ' -> folded.append('t');
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            default -> folded.appendCodePoint(c);
        }
    }
}

package chat.parley.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a name is written: its words, and the signs around and between them. A name without letters consists of signs
 * only.
 *
 * @param gaps the signs before each word, without white space
 * @param tail the signs after the last word
 */
record Spelling(List<String> words, List<String> gaps, String tail) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    /** Accepted between the words of any name. */
    private static final Pattern JOINER = Pattern.compile("[ \\t\\x{A0}]+|[-'’‘`´_.·‐‑–]?");

    /** Extra UTF-16 units that signs may take in a text compared to the name. */
    private static final int SLACK = 8;

    static Spelling of(String name) {
        List<Word> words = Words.in(name);
        List<String> gaps = new ArrayList<>();
        int end = 0;
        for (Word word : words) {
            gaps.add(signs(name.substring(Math.min(end, word.start()), word.start())));
            end = word.end();
        }
        return new Spelling(words.stream().map(Word::letters).toList(), gaps, signs(name.substring(end)));
    }

    /** The key by which the name is looked up. Never empty for a valid name. */
    String handle() {
        return words.isEmpty() ? tail : String.join(" ", words);
    }

    /** Normalises signs: without white space, in NFKC, in lower case. */
    static String signs(String text) {
        String bare = SPACES.matcher(text).replaceAll("");
        return bare.isEmpty()
                ? ""
                : Normalizer.normalize(bare, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Where the name ends in the text; null if the text does not begin with it. @param found the text's words */
    End endIn(String text, List<Word> found) {
        if (words.isEmpty()) {
            return endOfSigns(text, found);
        }
        if (found.size() < words.size()) {
            return null;
        }
        int end = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = found.get(i);
            if (!word.letters().equals(words.get(i))
                    || !fits(text.substring(Math.min(end, word.start()), word.start()), i)) {
                return null;
            }
            end = word.end();
        }
        boolean whole = tail.isEmpty();
        int longest = Math.min(text.length(), end + tail.length() + SLACK);
        for (int to = end + 1; to <= longest && !whole; to++) {
            if (signs(text.substring(end, to)).equals(tail)) {
                return new End(to, isFirstSpelled(text, found));
            }
        }
        return new End(end, whole && isFirstSpelled(text, found));
    }

    private boolean isFirstSpelled(String text, List<Word> found) {
        return signs(text.substring(0, found.get(0).start())).equals(gaps.get(0));
    }

    private boolean fits(String gap, int index) {
        if (index == 0) {
            return gap.isEmpty()
                    || signs(gap).equals(gaps.get(0)) && !SPACES.matcher(gap).find();
        }
        return gap.indexOf('\n') < 0
                && (JOINER.matcher(gap).matches() || signs(gap).equals(gaps.get(index)));
    }

    private End endOfSigns(String text, List<Word> found) {
        int longest = found.isEmpty() ? text.length() : found.get(0).start();
        for (int to = Math.min(longest, tail.length() + SLACK); to > 0; to--) {
            boolean goesOn = to < text.length() && Character.isLetterOrDigit(text.codePointAt(to));
            if (!goesOn
                    && !Character.isWhitespace(text.charAt(to - 1))
                    && signs(text.substring(0, to)).equals(tail)) {
                return new End(to, true);
            }
        }
        return null;
    }

    /**
     * @param at the offset in the text
     * @param exact whether the signs of the name are written, too
     */
    record End(int at, boolean exact) {}
}

package chat.parley.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Splits a text into words: runs of letters, digits and marks. In scripts that put no spaces between words, each
 * character is a word, and so is each emoji; searching for such a word means searching for a sequence of characters.
 */
public final class Words {
    /** Letters of a run beyond this are ignored: no word is that long, and databases limit what they index. */
    private static final int MAX_LETTERS = 100;
    /** Only a text of 8 000 characters in which characters stand for several words has more. */
    private static final int MAX_WORDS = 10_000;

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private int runStart;
    private int runEnd;

    private Words(String text) {
        this.text = text;
    }

    /** The letters of each word, in order. */
    public static List<String> of(String text) {
        return in(text).stream().map(Word::letters).toList();
    }

    static List<Word> in(String text) {
        return new Words(text).read();
    }

    private List<Word> read() {
        for (int start = 0, end; start < text.length() && words.size() < MAX_WORDS; start = end) {
            end = Folding.clusterEnd(text, start);
            char c = text.charAt(start);
            if (end == start + 1 && c < 0x80) {
                plain(c, start);
            } else if (end == start + 1 && (c >= 0x4E00 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3)) {
                // Han and Hangul syllables fold to themselves
                endRun();
                words.add(new Word(Character.toString(c), start, end, true));
            } else {
                cluster(start, end);
            }
        }
        endRun();
        return words;
    }

    private void plain(char c, int start) {
        if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
            extend(c, start, start + 1);
        } else if (c >= 'A' && c <= 'Z') {
            extend(c + ('a' - 'A'), start, start + 1);
        } else {
            endRun();
        }
    }

    private void cluster(int start, int end) {
        String folded = Folding.fold(text.substring(start, end));
        if (folded.isEmpty() && !run.isEmpty()) {
            runEnd = end; // a lone accent belongs to the word before it
        }
        folded.codePoints().forEach(c -> {
            if (isWhole(c)) {
                endRun();
                words.add(new Word(Character.toString(c), start, end, true));
            } else if (Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.LETTER_NUMBER
                    || Character.getType(c) == Character.OTHER_NUMBER
                    || Folding.isMark(c)) {
                extend(c, start, end);
            } else {
                endRun();
            }
        });
    }

    private static boolean isWhole(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL
                || c >= 0x0E00
                        && (Character.isLetter(c) || Folding.isMark(c))
                        && (WITHOUT_SPACES.contains(UnicodeScript.of(c)) || c >= 0x3005 && c <= 0x30FF);
    }

    private void extend(int c, int start, int end) {
        if (run.isEmpty()) {
            runStart = start;
        }
        runEnd = end;
        if (run.length() < MAX_LETTERS) {
            run.appendCodePoint(c);
        }
    }

    private void endRun() {
        if (!run.isEmpty()) {
            words.add(new Word(run.toString(), runStart, runEnd, false));
            run.setLength(0);
        }
    }
}

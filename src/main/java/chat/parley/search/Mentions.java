package chat.parley.search;

import java.util.List;

/** Who is named in a text: an {@code @} that begins a word, and after it the whole name, whatever its case and accents. */
public final class Mentions {
    /** How many UTF-16 units a text may need for a letter of a name, with its marks and whatever is between words. */
    private static final int SPREAD = 4;

    private final List<String> name;
    private final int reach;

    public Mentions(String name) {
        this.name = Words.of(name);
        this.reach = SPREAD * name.length() + SPREAD;
    }

    /** Whether the text names the one of this name. */
    public boolean in(String text) {
        for (int at = text.indexOf('@'); at >= 0 && !name.isEmpty(); at = text.indexOf('@', at + 1)) {
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
            if (begins && isNamedAt(text, at + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamedAt(String text, int start) {
        List<Word> words = Words.in(text.substring(start, Math.min(text.length(), start + reach)));
        if (words.size() < name.size() || words.get(0).start() != 0) {
            return false;
        }
        return words.subList(0, name.size()).stream().map(Word::letters).toList().equals(name);
    }
}

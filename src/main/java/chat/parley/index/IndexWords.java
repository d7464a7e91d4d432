package chat.parley.index;

import chat.parley.search.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a store's index of words is given, and asked, in that store's own words. Neither store takes the text apart: it gets the words as they are to be found, and beside them <em>tags</em> for what else a
 * message may be found by: {@code all}, {@code in} and a room's id, {@code by} and a word of the author's name, {@code link}.
 */
final class IndexWords {
    static final String ALL = "all";
    static final String IN = "in";
    static final String BY = "by";
    static final String LINK = "link";

    /** Before tags where they are among the words: no word begins so. */
    private static final String TAG = ":";
    /** PostgreSQL remembers no more places of a word in a text. */
    private static final int PLACES = 255;
    /** The tag of a text with a word in more places than that. Where words stand one after the other in it is not for the index to say, and looked for in what it found. */
    private static final String WORDY = TAG + "wordy";

    private IndexWords() {}

    /** For a column of SQLite's index. */
    static String spaced(List<String> words) {
        return String.join(" ", words);
    }

    /** For PostgreSQL: every word with the places that it has. */
    static String vector(List<String> tags, List<String> words) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        int place = 0;
        for (String tag : tags) {
            places.computeIfAbsent(TAG + tag, t -> new ArrayList<>()).add(++place);
        }
        for (String word : words) {
            places.computeIfAbsent(word, w -> new ArrayList<>()).add(++place);
        }
        if (Collections.max(places.values().stream().map(List::size).toList()) > PLACES) {
            places.put(WORDY, List.of(++place));
        }
        return places.entrySet().stream()
                .map(word -> quoted(word.getKey()) + ":" + word.getValue().stream().limit(PLACES).map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    /** For SQLite's MATCH. At least one term is not excluded. */
    static String match(List<Term> tags, List<Term> words) {
        Map<Boolean, List<String>> parts = new HashMap<>(Map.of(false, new ArrayList<>(), true, new ArrayList<>()));
        tags.forEach(tag -> parts.get(tag.excluded()).add(part("tags", tag)));
        words.forEach(word -> parts.get(word.excluded()).add(part("words", word)));
        return "(" + String.join(" AND ", parts.get(false)) + ")" + parts.get(true).stream().map(part -> " NOT " + part).collect(Collectors.joining());
    }

    private static String part(String column, Term term) {
        return column + " : \"" + spaced(term.words()) + "\"" + (term.prefix() ? " *" : "");
    }

    /** For PostgreSQL's @@. */
    static String query(List<Term> tags, List<Term> words) {
        List<String> parts = new ArrayList<>();
        tags.forEach(tag -> parts.add((tag.excluded() ? "!" : "") + row(TAG, tag, " <-> ")));
        for (Term term : words) {
            String row = row("", term, " <-> ");
            if (term.words().size() == 1) {
                parts.add(term.excluded() ? "!" + row : row);
            } else {
                parts.add(term.excluded() ? "!(" + row + " & !" + quoted(WORDY) + ")" : "(" + row + " | " + quoted(WORDY) + " & " + row("", term, " & ") + ")");
            }
        }
        return String.join(" & ", parts);
    }

    /** By which PostgreSQL ranks: the words, without what only has to be so. */
    static String ranking(List<Term> words) {
        return words.stream().filter(term -> !term.excluded()).map(term -> row("", term, " <-> ")).collect(Collectors.joining(" & "));
    }

    private static String row(String before, Term term, String between) {
        String row = term.words().stream().map(word -> quoted(before + word)).collect(Collectors.joining(between));
        return "(" + row + (term.prefix() ? ":*" : "") + ")";
    }

    /** No word has a quotation mark or a backslash in it; should one have it one day, nothing happens. */
    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}

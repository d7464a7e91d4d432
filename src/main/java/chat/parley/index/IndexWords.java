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
 * Formats words and queries for the index of each database. The databases do not split text: they get its words, and
 * <em>tags</em> for other things to search by: {@code all}, {@code in} and a room's id, {@code by} and a word of the
 * author's name, and the words of {@linkplain chat.parley.search.Flag flags}.
 */
final class IndexWords {
    static final String ALL = "all";
    static final String IN = "in";
    static final String BY = "by";

    /** Prefix of tags that are stored among the words; no word begins with it. */
    private static final String TAG = ":";
    /** PostgreSQL stores no more positions per word. */
    private static final int PLACES = 255;
    /**
     * Tags a text in which some word has more positions than that. The index cannot match phrases in it, so they are
     * looked for in the text itself.
     */
    private static final String WORDY = TAG + "wordy";

    private IndexWords() {}

    static Term tag(String tag, boolean excluded) {
        return new Term(List.of(tag), false, excluded);
    }

    /** The text of a column of SQLite's index. */
    static String spaced(List<String> words) {
        return String.join(" ", words);
    }

    /** PostgreSQL's tsvector: each word with its positions. */
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
                .map(word -> quoted(word.getKey()) + ":"
                        + word.getValue().stream()
                                .limit(PLACES)
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    /** A query for SQLite's MATCH. At least one term must not be excluded. */
    static String match(List<Term> tags, List<Term> words) {
        Map<Boolean, List<String>> parts = new HashMap<>(Map.of(false, new ArrayList<>(), true, new ArrayList<>()));
        tags.forEach(tag -> parts.get(tag.excluded()).add(part("tags", tag)));
        words.forEach(word -> parts.get(word.excluded()).add(part("words", word)));
        return "(" + String.join(" AND ", parts.get(false)) + ")"
                + parts.get(true).stream().map(part -> " NOT " + part).collect(Collectors.joining());
    }

    private static String part(String column, Term term) {
        return column + " : \"" + spaced(term.words()) + "\"" + (term.prefix() ? " *" : "");
    }

    /** A query for PostgreSQL's @@. */
    static String query(List<Term> tags, List<Term> words) {
        List<String> parts = new ArrayList<>();
        tags.forEach(tag -> parts.add((tag.excluded() ? "!" : "") + row(TAG, tag, " <-> ")));
        for (Term term : words) {
            String row = row("", term, " <-> ");
            if (term.words().size() == 1) {
                parts.add(term.excluded() ? "!" + row : row);
            } else {
                parts.add(
                        term.excluded()
                                ? "!(" + row + " & !" + quoted(WORDY) + ")"
                                : "(" + row + " | " + quoted(WORDY) + " & " + row("", term, " & ") + ")");
            }
        }
        return String.join(" & ", parts);
    }

    /** The words by which PostgreSQL ranks: no excluded ones, no tags. */
    static String ranking(List<Term> words) {
        return words.stream()
                .filter(term -> !term.excluded())
                .map(term -> row("", term, " <-> "))
                .collect(Collectors.joining(" & "));
    }

    private static String row(String before, Term term, String between) {
        String row = term.words().stream().map(word -> quoted(before + word)).collect(Collectors.joining(between));
        return "(" + row + (term.prefix() ? ":*" : "") + ")";
    }

    /** Quotes a word for PostgreSQL. Words contain no quotation marks or backslashes; escaping is a precaution. */
    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}

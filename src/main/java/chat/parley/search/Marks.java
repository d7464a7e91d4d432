package chat.parley.search;

import chat.parley.event.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The result of matching a query against a text.
 *
 * @param matches whether the text has all terms and no excluded one
 * @param ranges the places of the terms, in order, without overlaps
 */
public record Marks(boolean matches, List<Hit.Mark> ranges) {

    public static Marks of(SearchQuery query, String text) {
        List<Word> words = Words.in(text);
        List<Hit.Mark> found = new ArrayList<>();
        boolean matches = true;
        for (Term term : query.terms()) {
            List<Hit.Mark> ofTerm = find(term, words);
            matches &= ofTerm.isEmpty() == term.excluded();
            if (!term.excluded()) {
                found.addAll(ofTerm);
            }
        }
        return new Marks(matches, merged(found));
    }

    private static List<Hit.Mark> find(Term term, List<Word> words) {
        List<Hit.Mark> found = new ArrayList<>();
        int length = term.words().size();
        for (int i = 0; i + length <= words.size(); i++) {
            if (isAt(term, words, i)) {
                found.add(new Hit.Mark(
                        words.get(i).start(), words.get(i + length - 1).end()));
            }
        }
        return found;
    }

    private static boolean isAt(Term term, List<Word> words, int first) {
        int last = term.words().size() - 1;
        for (int i = 0; i <= last; i++) {
            String wanted = term.words().get(i);
            String there = words.get(first + i).letters();
            if (!(term.prefix() && i == last ? there.startsWith(wanted) : there.equals(wanted))) {
                return false;
            }
        }
        return true;
    }

    private static List<Hit.Mark> merged(List<Hit.Mark> found) {
        found.sort(Comparator.comparingInt(Hit.Mark::start));
        List<Hit.Mark> merged = new ArrayList<>();
        for (Hit.Mark mark : found) {
            Hit.Mark last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && mark.start() <= last.end()) {
                merged.set(merged.size() - 1, new Hit.Mark(last.start(), Math.max(last.end(), mark.end())));
            } else {
                merged.add(mark);
            }
        }
        return merged;
    }
}

package chat.parley.model;

import java.util.List;

/**
 * A plausible mistake, and the edits that plant it.
 *
 * @param firstSeed where the search begins
 */
public record Mistake(String sentence, long firstSeed, List<Edit> edits) {

    public static Mistake mistake(String sentence, Edit... edits) {
        return new Mistake(sentence, 1, List.of(edits));
    }

    /** Begins the search at a seed that finds this rare mistake. After changes, a later one may find it. */
    public Mistake rare(long seed) {
        return new Mistake(sentence, seed, edits);
    }

    @Override
    public String toString() {
        return sentence;
    }
}

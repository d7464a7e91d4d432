package chat.parley.model;

import java.util.List;

/** A plausible mistake, and the edits that plant it. */
public record Mistake(String sentence, List<Edit> edits) {

    public static Mistake mistake(String sentence, Edit... edits) {
        return new Mistake(sentence, List.of(edits));
    }

    @Override
    public String toString() {
        return sentence;
    }
}

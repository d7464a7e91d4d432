package chat.parley.search;

import java.time.Instant;
import java.util.List;

/**
 * What somebody looks for. A message has to meet all of it.
 *
 * @param terms words of the text
 * @param from words of the author's name
 * @param in rooms, by their whole names
 * @param link whether there has to be a link; null where that does not matter
 * @param after the first moment, or null
 * @param before the first moment that is too late, or null
 */
public record SearchQuery(List<Term> terms, List<Term> from, List<InRoom> in, Boolean link, Instant after, Instant before) {

    /** @param excluded whether it is to be in any other room */
    public record InRoom(String room, boolean excluded) {}

    /**
     * A search as it is typed: words, {@code "phrases"}, beginnings of words ({@code deploy*}), {@code -words} that must not be there, and the filters {@code from:}, {@code in:}, {@code before:},
     * {@code after:} and {@code has:link}.
     *
     * @throws chat.parley.event.Refusal where it cannot be understood; it says why
     */
    public static SearchQuery parse(String text) {
        return new QueryParser(text).parse();
    }
}

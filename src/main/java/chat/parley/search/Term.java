package chat.parley.search;

import java.util.List;

/**
 * Words that stand one after the other; mostly it is just one.
 *
 * @param prefix whether more letters may follow the last one's
 * @param excluded whether nothing is to be found that has them
 */
public record Term(List<String> words, boolean prefix, boolean excluded) {}

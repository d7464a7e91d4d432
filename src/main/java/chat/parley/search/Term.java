package chat.parley.search;

import java.util.List;

/**
 * Consecutive words of a query, usually just one.
 *
 * @param prefix whether the last word matches as a prefix
 * @param excluded whether matching messages are excluded
 */
public record Term(List<String> words, boolean prefix, boolean excluded) {}

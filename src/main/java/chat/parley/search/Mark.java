package chat.parley.search;

/** A range of a text that matched a query, in UTF-16 units. */
public record Mark(int start, int end) {}

package chat.parley.search;

/** Where in a text something was found, in UTF-16 units. */
public record Mark(int start, int end) {}

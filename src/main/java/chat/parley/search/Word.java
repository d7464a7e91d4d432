package chat.parley.search;

/**
 * A word of a text, as indexed.
 *
 * @param letters without case and accents; never empty, without spaces and punctuation
 * @param start the place in the text, in UTF-16 units
 * @param whole whether it is a symbol or a character of a script without spaces, so that a prefix search is pointless
 */
record Word(String letters, int start, int end, boolean whole) {}

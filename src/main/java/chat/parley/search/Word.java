package chat.parley.search;

/**
 * A word of a text as an index has it.
 *
 * @param letters without case and accents; never empty, and never with a space, a quotation mark or other punctuation in it
 * @param start where it is in the text, in UTF-16 units
 * @param whole whether it is one character of a script that puts no spaces between words, or a symbol: nothing else begins with it
 */
record Word(String letters, int start, int end, boolean whole) {}

/**
 * Search words and queries. Splits text into words in the same way for every script and database, without knowing a
 * store: {@link chat.parley.search.SearchQuery} is a parsed query, {@link chat.parley.search.Words} are what an index
 * stores of a text, and {@link chat.parley.search.Marks} are the places in a text that match.
 */
package chat.parley.search;

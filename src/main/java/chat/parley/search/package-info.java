/**
 * What people look for: the words of a text, alike in every script and for every store, and a search as it is typed. Nothing here knows of a store; {@link chat.parley.search.SearchQuery} is what one is asked
 * for, {@link chat.parley.search.Words} says what of a text goes into an index, and {@link chat.parley.search.Marks} where in a text the hits are.
 */
package chat.parley.search;

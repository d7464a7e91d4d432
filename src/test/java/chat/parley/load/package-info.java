/** The command {@code load} on real servers, healthy and faulty ones. */
package chat.parley.load;

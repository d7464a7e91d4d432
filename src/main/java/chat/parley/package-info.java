/** The roof: puts the parts together, for whatever host. {@link chat.parley.WebApp} is the way in for a servlet container, {@code chat.parley.embedded.Main} the one without. */
package chat.parley;

/**
 * Settings and composition: {@link chat.parley.Parley} wires all parts for {@link chat.parley.WebApp} in a servlet
 * container and for {@code chat.parley.embedded.Main} as a standalone server.
 */
package chat.parley;

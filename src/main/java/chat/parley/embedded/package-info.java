/** The standalone server: Tyrus on Grizzly, on one port. No other package depends on them; not part of the WAR. */
package chat.parley.embedded;

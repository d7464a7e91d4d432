/** The host that Parley brings along: Tyrus on Grizzly, one port. No other package knows them, and the WAR does not contain this one. */
package chat.parley.embedded;

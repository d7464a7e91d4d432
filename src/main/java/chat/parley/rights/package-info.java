/** Who may do what in which room, in memory. */
package chat.parley.rights;

/**
 * The command {@code check}: tells before a start what each setting is, what would stop the server, and what is risky.
 * Changes nothing and may run beside the server.
 */
package chat.parley.check;

/**
 * What Parley promises to those who talk over it, told from outside: clients over real sockets against a real server process, once on every host. What a client sends and hears
 * is as in {@code docs/protocol.md}.
 */
package chat.parley.e2e;

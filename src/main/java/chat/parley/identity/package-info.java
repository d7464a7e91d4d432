/** Guests, signed tokens and ids; host names, origins and proxies; rate limits. */
package chat.parley.identity;

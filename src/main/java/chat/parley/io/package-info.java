/**
 * Host-specific helpers shared by all endpoints: fragmented text, encoded frames, and non-blocking request and
 * response bodies.
 */
package chat.parley.io;

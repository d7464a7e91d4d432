/**
 * Delivery to sessions: cursors, batches that are encoded once for all sessions at the same offset, and replies.
 * Independent of rooms: cursors read a {@link chat.parley.delivery.Source}.
 */
package chat.parley.delivery;

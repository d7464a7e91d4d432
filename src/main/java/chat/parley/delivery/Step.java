package chat.parley.delivery;

/**
 * Puts a cursor somewhere.
 *
 * @param batch what to send on the way; null for nothing
 * @param offset where the cursor is then among the entries
 * @param change and among the changes
 */
public record Step(Batch batch, long offset, long change) {}

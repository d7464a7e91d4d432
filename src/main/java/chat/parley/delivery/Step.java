package chat.parley.delivery;

/**
 * A cursor's next position.
 *
 * @param batch what to send first, or null
 * @param offset the offset of the last entry after that
 * @param change the number of the last change after that
 */
public record Step(Batch batch, long offset, long change) {}

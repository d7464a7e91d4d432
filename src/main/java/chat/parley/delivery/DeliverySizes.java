package chat.parley.delivery;

/**
 * Sizes of a room's memory and of sends. Character counts are approximate.
 *
 * @param tail maximum events in a room's tail
 * @param tailChars maximum characters in a room's tail
 * @param opening entries to read when a room is opened
 * @param batch maximum events per send
 * @param batchChars maximum characters per send and per page of history
 * @param slowBatchChars maximum characters in the send after a slow one
 * @param page messages sent to a session that joins without a position
 */
public record DeliverySizes(
        int tail, int tailChars, int opening, int batch, int batchChars, int slowBatchChars, int page) {
    public static final DeliverySizes STANDARD = new DeliverySizes(256, 512 * 1024, 128, 128, 64 * 1024, 4 * 1024, 50);
}

package chat.parley.delivery;

/**
 * Sizes of what is kept in memory for a room and of what is sent at once.
 *
 * @param tail events that a room's tail keeps
 * @param tailChars characters that it keeps, about
 * @param opening entries that are read when a room is opened
 * @param batch most events in one send
 * @param batchChars most characters in one send or one page of history, about
 * @param slowBatchChars the same for a send that follows a slow one
 * @param page messages that a member gets on joining a room for the first time
 */
public record DeliverySizes(int tail, int tailChars, int opening, int batch, int batchChars, int slowBatchChars, int page) {
    public static final DeliverySizes STANDARD = new DeliverySizes(256, 512 * 1024, 128, 128, 64 * 1024, 4 * 1024, 50);
}

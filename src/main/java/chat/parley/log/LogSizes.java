package chat.parley.log;

/**
 * Sizes of what is written to a log at once and of what waits to be written.
 *
 * @param batch most drafts in one transaction
 * @param batchChars characters after which a transaction takes no more drafts
 * @param queue most drafts that wait for one lane
 * @param trim most entries that one transaction forgets
 */
public record LogSizes(int batch, int batchChars, int queue, int trim) {
    public static final LogSizes STANDARD = new LogSizes(128, 256 * 1024, 4_096, 500);
}

package chat.parley.log;

/**
 * Limits of write transactions and queues.
 *
 * @param batch maximum drafts per transaction
 * @param batchChars characters after which a transaction takes no more drafts
 * @param queue maximum drafts waiting on one lane
 * @param trim maximum entries that one transaction trims
 */
public record LogSizes(int batch, int batchChars, int queue, int trim) {
    public static final LogSizes STANDARD = new LogSizes(128, 256 * 1024, 4_096, 500);
}

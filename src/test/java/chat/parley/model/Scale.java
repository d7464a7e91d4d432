package chat.parley.model;

import chat.parley.delivery.DeliverySizes;
import chat.parley.log.LogSizes;

/**
 * The sizes of server and speakers.
 *
 * @param burst maximum number of consecutive messages of a speaker
 */
record Scale(DeliverySizes room, LogSizes log, int burst) {
    static final Scale STANDARD = new Scale(DeliverySizes.STANDARD, LogSizes.STANDARD, 300);
    /** So small that a few messages reach every limit. */
    static final Scale SMALL =
            new Scale(new DeliverySizes(4, 1_500, 4, 8, 900, 300, 4), new LogSizes(4, 500, 12, 3), 14);
}

package chat.parley.model;

import chat.parley.delivery.DeliverySizes;
import chat.parley.log.LogSizes;

/**
 * How large everything is.
 *
 * @param burst most messages that a speaker sends in a row
 */
record Scale(DeliverySizes room, LogSizes log, int burst) {
    static final Scale STANDARD = new Scale(DeliverySizes.STANDARD, LogSizes.STANDARD, 300);
    /** So small that a few messages reach every bound. */
    static final Scale SMALL = new Scale(new DeliverySizes(4, 1_500, 4, 8, 900, 300, 4), new LogSizes(4, 500, 12, 3), 14);
}

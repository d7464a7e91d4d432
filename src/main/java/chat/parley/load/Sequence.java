package chat.parley.load;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Checks that numbers arrive as n, n+1, n+2 …: what is missing, what came late, and what came twice. Its memory is
 * bounded: it forgets the oldest gaps, whose numbers stay missing. For one thread at a time.
 */
final class Sequence {
    /** How a number arrived. */
    enum Arrival {
        /** After the one before it, or after a gap. */
        NEW,
        /** After a higher one. */
        LATE,
        /** For the second time. */
        AGAIN
    }

    private static final int MAX_GAPS = 64;
    private static final long UNKNOWN = -1;

    private final Deque<long[]> gaps = new ArrayDeque<>(0);
    private long last = UNKNOWN;
    private long forgotten;

    Arrival next(long number) {
        if (last == UNKNOWN || number > last) {
            if (last != UNKNOWN && number > last + 1) {
                open(last + 1, number - 1);
            }
            last = number;
            return Arrival.NEW;
        }
        return close(number) ? Arrival.LATE : Arrival.AGAIN;
    }

    /** Expects this number first. */
    void expect(long number) {
        last = number - 1;
    }

    /** The highest number; -1 before the first. */
    long last() {
        return last;
    }

    boolean hasBegun() {
        return last != UNKNOWN;
    }

    /** How many numbers below the highest have not arrived. */
    long missing() {
        return forgotten + gaps.stream().mapToLong(gap -> gap[1] - gap[0] + 1).sum();
    }

    private void open(long from, long to) {
        gaps.add(new long[] {from, to});
        if (gaps.size() > MAX_GAPS) {
            long[] oldest = gaps.remove();
            forgotten += oldest[1] - oldest[0] + 1;
        }
    }

    private boolean close(long number) {
        for (long[] gap : gaps) {
            if (gap[0] <= number && number <= gap[1]) {
                long end = gap[1];
                gap[1] = number - 1;
                if (number < end) {
                    open(number + 1, end);
                }
                gaps.removeIf(each -> each[0] > each[1]);
                return true;
            }
        }
        return false;
    }
}

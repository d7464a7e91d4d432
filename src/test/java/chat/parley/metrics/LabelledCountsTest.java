package chat.parley.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LabelledCountsTest {
    private final LabelledCounts tally = new LabelledCounts();

    @Test
    void eachCombinationCountsForItself() {
        tally.count("post", "invalid");
        tally.count("post", "invalid");
        tally.count("post", "busy");
        assertEquals(2, tally.of("post", "invalid"));
        assertEquals(1, tally.of("post", "busy"));
        assertEquals(0, tally.of("edit", "busy"));
    }

    /** In case a bug lets clients choose a label. */
    @Test
    void combinationsHaveABound() {
        int many = LabelledCounts.MOST + 500;
        for (int i = 0; i < many; i++) {
            tally.count("label " + i);
        }
        tally.count("label 0");
        AtomicInteger series = new AtomicInteger();
        tally.forEach((labels, count) -> series.incrementAndGet());
        assertEquals(LabelledCounts.MOST + 1, series.get());
        assertEquals(500, tally.of("other"));
        assertEquals(2, tally.of("label 0"));
    }
}

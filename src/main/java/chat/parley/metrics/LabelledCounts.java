package chat.parley.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * A counter for each combination of a few label values that comes up. The values must come from fixed sets. If a bug
 * breaks that rule, combinations past {@link #MOST} are counted together, so memory and scrapes stay bounded.
 * Thread-safe.
 */
public final class LabelledCounts {
    static final int MOST = 1_000;
    private static final String OTHER = "other";

    private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

    public void count(String... labels) {
        List<String> key = List.of(labels);
        LongAdder known = counts.get(key);
        if (known == null) {
            List<String> bounded =
                    counts.size() < MOST ? key : key.stream().map(any -> OTHER).toList();
            known = counts.computeIfAbsent(bounded, missing -> new LongAdder());
        }
        known.increment();
    }

    public long of(String... labels) {
        LongAdder known = counts.get(List.of(labels));
        return known == null ? 0 : known.sum();
    }

    void forEach(BiConsumer<List<String>, Long> action) {
        counts.forEach((labels, count) -> action.accept(labels, count.sum()));
    }
}

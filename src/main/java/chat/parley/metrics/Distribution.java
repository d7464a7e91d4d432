package chat.parley.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Unit;

/** A histogram with fixed buckets. Thread-safe; observing takes no lock and allocates nothing. */
public final class Distribution {
    private static final double NANOS = 1e9;
    /** From a commit on a fast disk to the longest time that a command may wait. */
    private static final double[] DURATIONS = {
        .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10,
    };
    /** Up to the largest batch. */
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

    private final String name;
    private final String help;
    private final Histogram histogram;
    private final DistributionDataPoint values;

    private Distribution(Histogram.Builder builder, String name, String help, double... bounds) {
        builder.withoutExemplars();
        this.name = name;
        this.help = help;
        histogram = builder.name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .build();
        histogram.initLabelValues();
        values = histogram;
    }

    /** Of durations; its name ends with {@code _seconds}. */
    public static Distribution ofDurations(String name, String help) {
        return new Distribution(Histogram.builder().unit(Unit.SECONDS), name, help, DURATIONS);
    }

    /** Of small numbers. */
    public static Distribution ofSizes(String name, String help) {
        return new Distribution(Histogram.builder(), name, help, SIZES);
    }

    public void observe(double value) {
        values.observe(value);
    }

    public void observeNanos(long nanos) {
        values.observe(nanos / NANOS);
    }

    String name() {
        return name;
    }

    String help() {
        return help;
    }

    Collector collector() {
        return histogram;
    }
}

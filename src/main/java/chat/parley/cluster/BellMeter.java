package chat.parley.cluster;

import chat.parley.metrics.Counts;
import chat.parley.metrics.Metrics;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Counts hints, and tells how many servers there are and whether they hear each other. Thread-safe. */
public final class BellMeter {
    private enum Direction {
        SENT,
        RECEIVED
    }

    private final Counts<Direction> hints = new Counts<>(Direction.class);
    private volatile IntSupplier servers = () -> 1;
    private volatile BooleanSupplier isHeard = () -> true;

    /** Registers the numbers, also of a server that has its store to itself. */
    public void measure(Metrics metrics) {
        metrics.gauge(
                "parley_cluster_servers",
                "Running servers on the same store, this one included",
                () -> servers.getAsInt());
        metrics.gauge(
                "parley_doorbell_up",
                "1 if hints of all other servers arrive, else 0: then this server polls the database",
                () -> isHeard.getAsBoolean() ? 1 : 0);
        metrics.counter(
                "parley_doorbell_hints", "Hints sent to other servers and received from them", "direction", hints);
    }

    void watch(IntSupplier number, BooleanSupplier heard) {
        servers = number;
        isHeard = heard;
    }

    void sent(int number) {
        hints.add(Direction.SENT, number);
    }

    void received() {
        hints.count(Direction.RECEIVED);
    }
}

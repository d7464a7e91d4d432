package chat.parley.delivery;

import chat.parley.metrics.Counts;
import chat.parley.metrics.Distribution;
import chat.parley.metrics.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is sent to sessions. Thread-safe; for the hot path. */
public final class DeliveryMeter {
    private final Counts<DoorKind> entries = new Counts<>(DoorKind.class);
    private final Counts<DoorKind> sends = new Counts<>(DoorKind.class);
    private final LongAdder bytes = new LongAdder();
    private final Distribution latency = Distribution.ofDurations(
            "parley_delivery_seconds",
            "Time from the acknowledgement of an entry until a host has taken it for a session; a sample");

    public void measure(Metrics metrics) {
        metrics.counter("parley_deliveries", "Log entries sent to sessions", "door", entries);
        metrics.counter("parley_sends", "Batches of entries and replies sent to sessions", "door", sends);
        metrics.counter(
                "parley_websocket_sent_bytes",
                "Sent in frames of Parley's own protocol; in a container, a character counts as one byte",
                bytes::sum);
        metrics.distribution(latency);
    }

    /** Bytes of frames of Parley's own protocol; its door knows them. */
    public void wrote(long count) {
        bytes.add(count);
    }

    void sent(DoorKind door, int count) {
        sends.count(door);
        if (count > 0) {
            entries.add(door, count);
        }
    }

    /** @param nanos since the entry became visible to sessions */
    void delivered(long nanos) {
        latency.observeNanos(nanos);
    }
}

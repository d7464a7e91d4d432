package chat.parley.bench;

import chat.parley.load.Latencies;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts deliveries, durable acks and gaps in the sequence, and records the latency of each delivery since its due
 * time.
 */
final class Tally {
    final Latencies latencies = new Latencies();
    final Latencies ackLatencies = new Latencies();
    private final Pump pump;
    /** Texts of any kind, without WebSocket pings. */
    long texts;

    long deliveries;
    long acks;
    long lost;
    long doubled;
    long recovered;
    long started;
    /** Sessions closed by the server, by reason. */
    final Map<String, Integer> farewells = new TreeMap<>();

    Tally(Pump pump) {
        this.pump = pump;
    }

    /** Counts one delivery with this sequence number when {@code expected} was due. */
    void came(BenchRoom room, int sequence, int expected) {
        deliveries++;
        room.delivered++;
        latencies.add(pump.now - room.dueNanos(sequence));
        if (sequence > expected) {
            lost += sequence - expected;
        } else if (sequence < expected) {
            doubled++;
        }
    }

    void acked(BenchRoom room, int sequence) {
        acks++;
        room.acked++;
        ackLatencies.add(pump.now - room.dueNanos(sequence));
    }

    void clear() {
        latencies.clear();
        ackLatencies.clear();
        farewells.clear();
        deliveries = acks = lost = doubled = recovered = 0;
    }
}

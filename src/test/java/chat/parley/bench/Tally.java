package chat.parley.bench;

import java.util.Map;
import java.util.TreeMap;

/** What came in: deliveries, their latencies (of each delivery, from when the message was due), durable acks, and breaks in the sequence. */
final class Tally {
    final Latencies latencies = new Latencies();
    final Latencies ackLatencies = new Latencies();
    private final Pump pump;
    long deliveries;
    long acks;
    long lost;
    long doubled;
    long recovered;
    long started;
    /** How many sessions the server has ended, by its reason. */
    final Map<String, Integer> farewells = new TreeMap<>();

    Tally(Pump pump) {
        this.pump = pump;
    }

    /** One delivery of the room's message of this sequence number, where that number was expected. */
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

package chat.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One room: its members, the first of whom posts, its messages, and the number of deliveries. */
final class BenchRoom {
    private static final int KEPT = 1 << 14;
    final int number;
    final List<BenchClient> members = new ArrayList<>();
    /** The due time of each recent message by sequence number, in nanoseconds. */
    private final long[] due = new long[KEPT];

    int posted;
    int acked;
    long delivered;

    BenchRoom(int number) {
        this.number = number;
    }

    BenchClient poster() {
        return members.get(0);
    }

    /** Deliveries per message. */
    int receivers() {
        return members.size() - (poster().protocol.echoes ? 0 : 1);
    }

    /** Messages that have not reached every receiver. */
    long underWay() {
        return posted - delivered / receivers();
    }

    /** Posts the next message, due at this time. Its latency includes any delay in the driver. */
    void post(long dueNanos) throws IOException {
        due[posted & KEPT - 1] = dueNanos;
        poster().post(posted++);
    }

    long dueNanos(int sequence) {
        return due[sequence & KEPT - 1];
    }
}

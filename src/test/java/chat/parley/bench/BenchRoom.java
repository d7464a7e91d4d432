package chat.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One room: its members, of whom the first posts, what was posted, and how many deliveries there were. */
final class BenchRoom {
    private static final int KEPT = 1 << 14;
    final int number;
    final List<BenchClient> members = new ArrayList<>();
    /** When the message of a sequence number was due, in nanoseconds; the newest are kept. */
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

    /** How many members get one message. */
    int receivers() {
        return members.size() - (poster().protocol.echoes ? 0 : 1);
    }

    /** Messages that somebody has not got yet. */
    long underWay() {
        return posted - delivered / receivers();
    }

    /** Posts the next message, which was to be posted at this time: what it waits in the driver is part of its latency. */
    void post(long dueNanos) throws IOException {
        due[posted & KEPT - 1] = dueNanos;
        poster().post(posted++);
    }

    long dueNanos(int sequence) {
        return due[sequence & KEPT - 1];
    }
}

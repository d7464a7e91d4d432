package chat.parley.engineio;

import chat.parley.io.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The send queue of one client. Confined to the session's turns; only {@link #reserve} and {@link #weight()} are
 * safe for many threads.
 */
final class SendQueue {
    /** Estimated overhead of a queued packet, in bytes: parcel, list, packet, string and callback. */
    private static final int OVERHEAD = 400;
    /** While memory is short, the limit of each client is divided by this. */
    private static final int SHORTAGE_DIVISOR = 16;

    private static final Consumer<Throwable> NO_CALLBACK = failure -> {};

    /**
     * Packets sent together.
     *
     * @param done called with the outcome; null for success
     */
    record Parcel(List<Packet> packets, int weight, Consumer<Throwable> done) {
        static Parcel of(List<Packet> packets, Consumer<Throwable> done) {
            int weight = 0;
            for (Packet packet : packets) {
                weight += OVERHEAD + packet.weight();
            }
            return new Parcel(packets, weight, done);
        }

        private static Parcel of(Packet packet) {
            return of(List.of(packet), NO_CALLBACK);
        }

        private Parcel and(List<Parcel> others) {
            List<Packet> all = new ArrayList<>(packets);
            int sum = weight;
            for (Parcel other : others) {
                all.addAll(other.packets);
                sum += other.weight;
            }
            return new Parcel(all, sum, failure -> {
                done.accept(failure);
                others.forEach(other -> other.done.accept(failure));
            });
        }
    }

    private final int maxBytes;
    private final Memory memory;
    private final Deque<Parcel> parcels = new ArrayDeque<>(2);
    private final AtomicInteger weight = new AtomicInteger();

    /** @param maxBytes limit for waiting packets */
    SendQueue(int maxBytes, Memory memory) {
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /**
     * Reserves space for a parcel; returns false if too much is waiting. An empty queue accepts a parcel of any
     * size.
     */
    boolean reserve(Parcel parcel) {
        int before = addWeight(parcel.weight()) - parcel.weight();
        if (before > 0 && before + parcel.weight() > (memory.isShort() ? maxBytes / SHORTAGE_DIVISOR : maxBytes)) {
            addWeight(-parcel.weight());
            return false;
        }
        return true;
    }

    private int addWeight(int more) {
        memory.add(more);
        return weight.addAndGet(more);
    }

    /** Bytes waiting or reserved. */
    int weight() {
        return weight.get();
    }

    /** Queues a parcel whose space is reserved. */
    void add(Parcel parcel) {
        parcels.add(parcel);
    }

    /** Releases the reserved space of a parcel that will not be sent. */
    void discard(Parcel parcel, Throwable cause) {
        addWeight(-parcel.weight());
        parcel.done().accept(cause);
    }

    /** Queues a packet before all others, as a heartbeat must be. */
    void addFirst(Packet packet) {
        parcels.addFirst(unbounded(packet));
    }

    /** Queues a packet after all others. */
    void addLast(Packet packet) {
        parcels.addLast(unbounded(packet));
    }

    private Parcel unbounded(Packet packet) {
        Parcel parcel = Parcel.of(packet);
        addWeight(parcel.weight());
        return parcel;
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    /** Removes the next parcels, merged into one: as many as fit into {@code maxTaken} bytes, but at least one. */
    Parcel take(int maxTaken) {
        Parcel first = parcels.remove();
        int taken = first.weight();
        List<Parcel> more = List.of();
        while (!parcels.isEmpty() && taken + parcels.peek().weight() <= maxTaken) {
            Parcel parcel = parcels.remove();
            more = more.isEmpty() ? new ArrayList<>() : more;
            more.add(parcel);
            taken += parcel.weight();
        }
        addWeight(-taken);
        return more.isEmpty() ? first : first.and(more);
    }
}

package chat.parley.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What waits for one client. For the session's turns; only {@link #reserve} and {@link #weight} are safe for many threads. */
final class Outbox {
    private static final int OVERHEAD = 100;

    /** A packet, and who wants to know that it has left: null where it is not the last one of its group. */
    private record Item(Packet packet, Consumer<Throwable> done) {}

    /** What leaves at once. */
    record Parcel(List<Packet> packets, List<Consumer<Throwable>> dones) {
        void left(Throwable failure) {
            dones.forEach(done -> done.accept(failure));
        }
    }

    private final int most;
    private final Deque<Item> items = new ArrayDeque<>();
    private final AtomicInteger weight = new AtomicInteger();

    Outbox(int most) {
        this.most = most;
    }

    /** Takes up the room that these will need. False when too much waits already; one group finds room in an empty box, whatever its size. */
    boolean reserve(List<Packet> packets) {
        int added = weight(packets);
        int before = weight.getAndAdd(added);
        if (before > 0 && before + added > most) {
            weight.addAndGet(-added);
            return false;
        }
        return true;
    }

    /** Bytes that wait. */
    int weight() {
        return weight.get();
    }

    /** For what has room reserved. */
    void add(List<Packet> packets, Consumer<Throwable> done) {
        for (int i = 0; i < packets.size(); i++) {
            items.add(new Item(packets.get(i), i == packets.size() - 1 ? done : null));
        }
    }

    /** Goes before all that waits, as a sign of life must. */
    void addFirst(Packet packet) {
        weight.addAndGet(weight(List.of(packet)));
        items.addFirst(new Item(packet, null));
    }

    /** Beyond the bounds, as the last word. */
    void addLast(Packet packet) {
        weight.addAndGet(weight(List.of(packet)));
        items.addLast(new Item(packet, null));
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** The next packets, as many as fit; one at least. */
    Parcel take(int mostPackets, int mostBytes) {
        List<Packet> packets = new ArrayList<>();
        List<Consumer<Throwable>> dones = new ArrayList<>();
        int taken = 0;
        while (!items.isEmpty() && packets.size() < mostPackets && (taken == 0 || taken + items.peek().packet().weight() <= mostBytes)) {
            Item item = items.remove();
            packets.add(item.packet());
            taken += item.packet().weight();
            if (item.done() != null) {
                dones.add(item.done());
            }
        }
        weight.addAndGet(-weight(packets));
        return new Parcel(packets, dones);
    }

    private static int weight(List<Packet> packets) {
        return packets.stream().mapToInt(packet -> OVERHEAD + packet.weight()).sum();
    }
}

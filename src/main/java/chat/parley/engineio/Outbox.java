package chat.parley.engineio;

import chat.parley.host.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What waits for one client. For the session's turns; only {@link #reserve} and {@link #weight()} are safe for many threads. */
final class Outbox {
    /** What a packet costs beside its text: parcel, list, packet, string and callback. */
    private static final int OVERHEAD = 400;
    /** Where the server's memory is short, a client may let this part of its bound wait. */
    private static final int SHORT = 16;
    private static final Consumer<Throwable> NOBODY = failure -> { };

    /** Packets that leave together. @param done told what became of them */
    record Parcel(List<Packet> packets, int weight, Consumer<Throwable> done) {
        static Parcel of(List<Packet> packets, Consumer<Throwable> done) {
            int weight = 0;
            for (Packet packet : packets) {
                weight += OVERHEAD + packet.weight();
            }
            return new Parcel(packets, weight, done);
        }

        private static Parcel of(Packet packet) {
            return of(List.of(packet), NOBODY);
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

    private final int most;
    private final Memory memory;
    private final Deque<Parcel> parcels = new ArrayDeque<>(2);
    private final AtomicInteger weight = new AtomicInteger();

    /** @param most bytes that may wait */
    Outbox(int most, Memory memory) {
        this.most = most;
        this.memory = memory;
    }

    /** Takes up the room that this will need. False when too much waits already; one parcel finds room in an empty box, whatever its size. */
    boolean reserve(Parcel parcel) {
        int before = hold(parcel.weight()) - parcel.weight();
        if (before > 0 && before + parcel.weight() > (memory.isShort() ? most / SHORT : most)) {
            hold(-parcel.weight());
            return false;
        }
        return true;
    }

    private int hold(int more) {
        memory.add(more);
        return weight.addAndGet(more);
    }

    /** Bytes that wait. */
    int weight() {
        return weight.get();
    }

    /** For what has room reserved. */
    void add(Parcel parcel) {
        parcels.add(parcel);
    }

    /** For what has room reserved and is not going to be sent. */
    void giveUp(Parcel parcel, Throwable why) {
        hold(-parcel.weight());
        parcel.done().accept(why);
    }

    /** Goes before all that waits, as a sign of life must. */
    void addFirst(Packet packet) {
        parcels.addFirst(beyondTheBounds(packet));
    }

    /** As the last word. */
    void addLast(Packet packet) {
        parcels.addLast(beyondTheBounds(packet));
    }

    private Parcel beyondTheBounds(Packet packet) {
        Parcel parcel = Parcel.of(packet);
        hold(parcel.weight());
        return parcel;
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    /** The next parcels as one, as many as fit; one at least. */
    Parcel take(int mostBytes) {
        Parcel first = parcels.remove();
        int taken = first.weight();
        List<Parcel> more = List.of();
        while (!parcels.isEmpty() && taken + parcels.peek().weight() <= mostBytes) {
            Parcel parcel = parcels.remove();
            more = more.isEmpty() ? new ArrayList<>() : more;
            more.add(parcel);
            taken += parcel.weight();
        }
        hold(-taken);
        return more.isEmpty() ? first : first.and(more);
    }
}

package chat.parley.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** All clients of one load, driven by the thread which calls: connects them, posts in a closed loop or at a rate, and measures. */
final class Driver implements AutoCloseable {
    private static final long QUIET_NANOS = 1_500_000_000L;
    private static final long SETTLE_NANOS = 60_000_000_000L;
    private final Subject subject;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 19);
    private final byte[] bytes = new byte[1 << 19];
    private final Tally tally = new Tally();
    private final List<Client> clients = new ArrayList<>();
    private final List<Room> rooms = new ArrayList<>();
    private int closed;

    /** Connects so many sessions to each of the rooms, and waits until all is quiet: joins are told to the others. */
    Driver(Subject subject, Dialect dialect, int roomCount, int perRoom) throws IOException {
        this.subject = subject;
        for (int r = 0; r < roomCount; r++) {
            Room room = new Room(perRoom * 1_000 + r); // rooms of its own for each load: a log is read again by those who join
            rooms.add(room);
            for (int i = 0; i < perRoom; i++) {
                Client client = new Client(subject.port, clients.size(), dialect, room, 1);
                room.members.add(client);
                clients.add(client);
                client.channel.register(selector, SelectionKey.OP_READ, client);
                pump(0);
            }
        }
        long start = System.nanoTime();
        for (long busy = start; System.nanoTime() - busy < QUIET_NANOS;) {
            if (pump(100) > 0) {
                busy = System.nanoTime();
            }
            if (busy - start > SETTLE_NANOS) {
                throw new IOException(subject.name + " was not quiet after the joins");
            }
        }
        clients.forEach(Client::expectFirst);
        rooms.forEach(room -> room.delivered = 0);
    }

    /** Keeps so many messages under way in each room. */
    Window closedLoop(int underWay, double seconds) throws IOException {
        return measure(seconds, () -> {
            for (Room room : rooms) {
                while (room.posted - room.delivered / room.receivers() < underWay) {
                    room.members.get(0).post(0);
                    room.posted++;
                }
            }
            pump(10);
        });
    }

    /** Posts in the first room so that so many deliveries a second are due, whatever comes back. */
    Window atRate(double deliveriesPerSecond, double seconds) throws IOException {
        Room room = rooms.get(0);
        long start = System.nanoTime();
        long before = room.posted;
        return measure(seconds, () -> {
            long due = before + (long) ((System.nanoTime() - start) / 1e9 * deliveriesPerSecond / room.receivers());
            for (int burst = 0; room.posted < due && burst < 8; burst++) {
                room.members.get(0).post(0);
                room.posted++;
            }
            pump(0);
        });
    }

    private Window measure(double seconds, Step step) throws IOException {
        tally.clear();
        long cpu = subject.cpuNanos();
        long own = ownNanos();
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1e9) {
            step.run();
        }
        double nanos = System.nanoTime() - start;
        long deliveries = tally.deliveries;
        double micros = (subject.cpuNanos() - cpu) / 1e3 / Math.max(1, deliveries);
        double busy = (ownNanos() - own) / nanos;
        for (long last = System.nanoTime(); System.nanoTime() - last < 500_000_000L && missing() > 0;) {
            if (pump(50) > 0) {
                last = System.nanoTime();
            }
        }
        return new Window(deliveries / nanos * 1e9, micros, tally.latencies.millis(0.5), tally.latencies.millis(0.99), tally.latencies.millis(0.999), missing() + tally.lost, tally.doubled, closed, busy);
    }

    private long missing() {
        long missing = 0;
        for (Room room : rooms) {
            missing += Math.max(0, room.posted * room.receivers() - room.delivered);
        }
        return missing;
    }

    private int pump(int waitMillis) throws IOException {
        int ready = waitMillis > 0 ? selector.select(waitMillis) : selector.selectNow();
        for (SelectionKey key : selector.selectedKeys()) {
            if (!((Client) key.attachment()).read(buffer, bytes, tally)) {
                key.cancel();
                closed++;
            }
        }
        selector.selectedKeys().clear();
        return ready;
    }

    private static long ownNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        selector.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What one measured window gave: milliseconds for latencies, microseconds of the server's processor time for a delivery, the driver's own share of a core. */
    record Window(double deliveriesPerSecond, double cpuMicros, double p50, double p99, double p999, long lost, long doubled, int closed, double driverBusy) {
    }
}

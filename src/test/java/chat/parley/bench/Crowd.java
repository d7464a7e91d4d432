package chat.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All clients of one load on one server, driven by the calling thread. Connects them, posts in a closed loop or at a
 * fixed rate, and measures.
 */
final class Crowd implements AutoCloseable {
    private static final long QUIET_NANOS = 700_000_000L;
    private static final long SETTLE_NANOS = 60_000_000_000L;
    private static final int CONNECTING = 200;
    private static int rooms;
    final Server server;
    final Tally tally;
    final List<BenchClient> clients = new ArrayList<>();
    final List<BenchRoom> places = new ArrayList<>();
    private final Subject subject;
    private final WireProtocol protocol;
    private final Pump pump;

    /** {@code manyRooms}: whether clients name their room. */
    Crowd(Pump pump, Subject subject, Server server, boolean manyRooms) {
        this.pump = pump;
        this.subject = subject;
        tally = new Tally(pump);
        protocol = subject.protocol(manyRooms);
        this.server = server;
    }

    /**
     * Connects this many sessions to each of this many new rooms, and waits until the join notifications have been
     * sent.
     */
    static Crowd of(Pump pump, Subject subject, Server server, int roomCount, int perRoom) throws IOException {
        Crowd crowd = new Crowd(pump, subject, server, roomCount > 1);
        for (int r = 0; r < roomCount; r++) {
            BenchRoom room = crowd.newRoom();
            for (int i = 0; i < perRoom; i++) {
                crowd.connect(room, 0);
            }
        }
        crowd.settle();
        return crowd;
    }

    /** A room without messages, because joining clients receive the backlog. */
    BenchRoom newRoom() {
        BenchRoom room = new BenchRoom(1_000 + rooms++);
        places.add(room);
        return room;
    }

    BenchClient connect(BenchRoom room, int receiveBuffer) throws IOException {
        BenchClient client = subject.polls
                ? new BenchPollingClient(clients.size(), protocol, room, tally, pump.selector, server.port)
                : new BenchSocketClient(
                        clients.size(), protocol, room, tally, pump.selector, server.port, receiveBuffer, null);
        room.members.add(client);
        clients.add(client);
        while (clients.size() - tally.started > CONNECTING) {
            pump.run(10);
        }
        pump.run(0);
        return client;
    }

    /** Replaces a disconnected session, which resumes from its position. */
    void replace(BenchRoom room, int place) throws IOException {
        BenchClient old = room.members.get(place);
        BenchClient client =
                new BenchSocketClient(old.id, old.protocol, room, tally, pump.selector, server.port, 0, old.position);
        client.expected = old.expected;
        client.keepsPosition = true;
        clients.set(old.id, client);
        room.members.set(place, client);
    }

    /** Waits until all have logged in and nothing arrives but pings, of which 50 000 sessions get 2 000 a second. */
    void settle() throws IOException {
        long start = System.nanoTime();
        for (long busy = start; System.nanoTime() - busy < QUIET_NANOS || tally.started < clients.size(); ) {
            long texts = tally.texts;
            pump.run(100);
            if (tally.texts > texts) {
                busy = System.nanoTime();
            }
            if (System.nanoTime() - start > SETTLE_NANOS) {
                throw new IOException(subject + " was still busy after the joins");
            }
        }
    }

    /** Keeps this many messages in flight in each room. */
    Window closedLoop(int underWay, double seconds) throws IOException {
        return measure(seconds, () -> {
            for (BenchRoom room : places) {
                while (room.underWay() < underWay) {
                    room.post(System.nanoTime());
                }
            }
            pump.run(10);
        });
    }

    /** Each sender posts its next message after the durable ack of the previous one. */
    Window acksInTurn(double seconds) throws IOException {
        return measure(seconds, () -> {
            for (BenchRoom room : places) {
                if (room.acked == room.posted) {
                    room.post(System.nanoTime());
                }
            }
            pump.run(10);
        });
    }

    /** Posts at a rate that makes this many deliveries per second due, regardless of progress. */
    Window atRate(double deliveriesPerSecond, double seconds) throws IOException {
        return postsAtRate(deliveriesPerSecond / places.get(0).receivers(), seconds);
    }

    /** Posts this many messages per second, round-robin over all rooms. */
    Window postsAtRate(double postsPerSecond, double seconds) throws IOException {
        long start = System.nanoTime();
        double interval = Math.min(1e9 / postsPerSecond, 1e15); // also for a rate of 0
        long[] posted = {0};
        return measure(seconds, () -> {
            for (int burst = 0; burst < 16; burst++) {
                long due = start + (long) ((posted[0] + 1) * interval);
                if (due > System.nanoTime()) {
                    pump.run(1);
                    return;
                }
                places.get((int) (posted[0]++ % places.size())).post(due);
            }
            pump.run(0);
        });
    }

    private Window measure(double seconds, Step step) throws IOException {
        tally.clear();
        pump.busyNanos = 0;
        pump.closed = 0;
        long cpu = server.cpuNanos();
        long posted = posted();
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1e9) {
            step.run();
        }
        double nanos = System.nanoTime() - start;
        long deliveries = tally.deliveries;
        long acks = tally.acks;
        long messages = posted() - posted;
        long used = server.cpuNanos() - cpu;
        double busy = pump.busyNanos / nanos;
        drain();
        tally.farewells.forEach((reason, sessions) ->
                System.out.printf("         %s ended %d sessions: %s%n", server.name, sessions, reason));
        return new Window(
                deliveries / nanos * 1e9,
                acks / nanos * 1e9,
                used / 1e3 / Math.max(1, deliveries),
                used / 1e3 / Math.max(1, messages),
                used / nanos,
                busy,
                tally.latencies.millis(0.5),
                tally.latencies.millis(0.99),
                tally.latencies.millis(0.999),
                tally.latencies.millis(1),
                tally.ackLatencies.millis(0.5),
                tally.ackLatencies.millis(0.99),
                tally.lost,
                tally.doubled,
                pump.closed);
    }

    private long posted() {
        return places.stream().mapToLong(room -> room.posted).sum();
    }

    /** Waits for outstanding messages. Counts messages as lost if they have not arrived when all is quiet. */
    void drain() throws IOException {
        for (long last = System.nanoTime(); System.nanoTime() - last < 3_000_000_000L && missing(false) > 0; ) {
            if (pump.run(50) > 0) {
                last = System.nanoTime();
            }
        }
        tally.lost += missing(true);
    }

    /** Missing deliveries; {@code giveUp} to stop waiting for them. */
    long missing(boolean giveUp) {
        long missing = 0;
        for (BenchRoom room : places) {
            for (BenchClient client : room.members) {
                if (client.receives()) {
                    missing += room.posted - client.expected;
                    client.expected = giveUp ? room.posted : client.expected;
                }
            }
            room.delivered = giveUp ? (long) room.posted * room.receivers() : room.delivered;
        }
        return missing;
    }

    @Override
    public void close() throws IOException {
        for (BenchClient client : clients) {
            client.close();
        }
        pump.run(0); // a selector holds the sockets until its next selection
    }

    private interface Step {
        void run() throws IOException;
    }
}

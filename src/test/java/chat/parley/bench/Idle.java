package chat.parley.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Idle sessions: measures the memory per session, and whether messages still arrive. */
final class Idle {
    private static final int PER_ROOM = 50;
    static final int MESSAGES = 100;
    /** File descriptors for everything but sessions. */
    private static final int OTHER_DESCRIPTORS = 1_000;

    private Idle() {}

    /** A fresh Parley on a heap of 1 GB that accepts 60 000 sessions from an address. */
    static Server withSmallHeap() throws IOException, InterruptedException {
        return Server.start("parley", "-Xmx1g", "-Dparley.address-sessions=60000");
    }

    /**
     * The number of sessions, at most this many, that the limit of file descriptors allows: it applies to this process
     * and to the server, and Java raises both to the hard limit.
     */
    static int allowed(int most) {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return (int) Math.min(most, system.getMaxFileDescriptorCount() - OTHER_DESCRIPTORS);
    }

    /**
     * Connects this many sessions, in rooms of fifty, to a server that has already had a few. Then posts {@value
     * #MESSAGES} messages in one of the rooms, each when the last one has arrived.
     */
    static Map<String, Double> measured(Pump pump, Subject subject, Server server, int sessions)
            throws IOException, InterruptedException {
        Crowd.of(pump, subject, server, 2, PER_ROOM).close();
        long live = server.liveBytes();
        long resident = server.residentBytes();
        pump.closed = 0;
        long start = System.nanoTime();
        Map<String, Double> figures = new LinkedHashMap<>();
        try (Crowd crowd = Crowd.of(pump, subject, server, sessions / PER_ROOM, PER_ROOM)) {
            figures.put("sessions", (double) crowd.clients.size());
            figures.put("seconds", (System.nanoTime() - start) / 1e9);
            if (live >= 0) {
                figures.put("liveBytesPerSession", (double) (server.liveBytes() - live) / crowd.clients.size());
            }
            figures.put("residentBytesPerSession", (double) (server.residentBytes() - resident) / crowd.clients.size());
            crowd.tally.clear();
            for (int i = 0; i < MESSAGES; i++) {
                crowd.places.get(0).post(System.nanoTime());
                crowd.drain();
            }
            figures.put("deliveries", (double) crowd.tally.deliveries);
            figures.put("p50", crowd.tally.latencies.millis(0.5));
            figures.put("lost", (double) crowd.tally.lost);
            figures.put("doubled", (double) crowd.tally.doubled);
            figures.put("closed", (double) pump.closed);
        }
        return figures;
    }
}

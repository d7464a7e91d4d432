package chat.parley.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Idle sessions: measures the memory per session. */
final class Idle {
    private static final int PER_ROOM = 50;

    private Idle() {}

    /** Connects this many sessions, in rooms of fifty, to a server that has already had a few. */
    static Map<String, Double> measured(Pump pump, Subject subject, Server server, int sessions)
            throws IOException, InterruptedException {
        Crowd.of(pump, subject, server, 2, PER_ROOM).close();
        long live = server.liveBytes();
        long resident = server.residentBytes();
        long start = System.nanoTime();
        Map<String, Double> figures = new LinkedHashMap<>();
        try (Crowd crowd = Crowd.of(pump, subject, server, sessions / PER_ROOM, PER_ROOM)) {
            figures.put("seconds", (System.nanoTime() - start) / 1e9);
            if (live >= 0) {
                figures.put("liveBytesPerSession", (double) (server.liveBytes() - live) / crowd.clients.size());
            }
            figures.put("residentBytesPerSession", (double) (server.residentBytes() - resident) / crowd.clients.size());
        }
        return figures;
    }
}

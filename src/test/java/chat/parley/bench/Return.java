package chat.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reconnect storm: all sessions are cut and reconnect at once while messages are posted, and each resumes from its
 * position.
 */
final class Return {
    private static final int PER_ROOM = 50;
    private static final long LIMIT_NANOS = 120_000_000_000L;

    private static final long BETWEEN_NANOS = 100_000_000L;

    private Return() {}

    static Map<String, Double> measured(Pump pump, Subject subject, Server server, int sessions) throws IOException {
        try (Crowd crowd = new Crowd(pump, subject, server, false)) {
            for (int r = 0; r < sessions / PER_ROOM; r++) {
                BenchRoom room = crowd.newRoom();
                for (int i = 0; i < PER_ROOM; i++) {
                    crowd.connect(room, 0).keepsPosition = true;
                }
            }
            crowd.settle();
            crowd.postsAtRate(2_000, 1);
            List<BenchClient> all = new ArrayList<>(crowd.clients);
            for (BenchClient client : all) {
                client.close();
            }
            crowd.tally.clear();
            crowd.tally.started = 0;
            long start = System.nanoTime();
            int back = 0;
            for (int place = 0; place < PER_ROOM; place++) {
                for (BenchRoom room : crowd.places) {
                    crowd.replace(room, place);
                    if (++back % 100 == 0) {
                        pump.run(0);
                    }
                }
                postByThoseWhoAreBack(crowd);
            }
            while (System.nanoTime() - start < LIMIT_NANOS
                    && !crowd.clients.stream().allMatch(BenchClient::hasJoined)) {
                postByThoseWhoAreBack(crowd);
                for (long until = System.nanoTime() + BETWEEN_NANOS; System.nanoTime() < until; ) {
                    pump.run(10);
                }
            }
            while (System.nanoTime() - start < LIMIT_NANOS && crowd.missing(false) > 0) {
                pump.run(10);
            }
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("sessions", (double) all.size());
            figures.put("seconds", (System.nanoTime() - start) / 1e9);
            figures.put("recovered", (double) crowd.tally.recovered);
            figures.put("missedMessages", (double) crowd.tally.deliveries);
            figures.put("lost", (double) crowd.tally.lost + crowd.missing(true));
            figures.put("doubled", (double) crowd.tally.doubled);
            return figures;
        }
    }

    private static void postByThoseWhoAreBack(Crowd crowd) throws IOException {
        for (BenchRoom room : crowd.places) {
            if (room.poster().hasJoined()) {
                room.post(System.nanoTime());
            }
        }
    }
}

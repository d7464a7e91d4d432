package chat.parley.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A room in which ten of a thousand clients stop reading, compared with one in which all read. */
final class Stuck {
    private static final int SESSIONS = 1_000;
    private static final int WHO_STOP = 10;
    private static final int SMALL_BUFFER = 4_096;
    private static final int TURNS = 3;
    private static final double RATE = 50_000;

    private Stuck() {}

    static Map<String, Double> measured(Pump pump, Subject subject, Server server, double seconds)
            throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (Crowd reading = Crowd.of(pump, subject, server, 1, SESSIONS);
                Crowd stuck = new Crowd(pump, subject, server, false)) {
            BenchRoom room = stuck.newRoom();
            for (int i = 0; i < SESSIONS; i++) {
                stuck.connect(room, i == 0 || i > WHO_STOP ? 0 : SMALL_BUFFER);
            }
            stuck.settle();
            reading.atRate(RATE, 2);
            stuck.atRate(RATE, 2);
            long live = server.liveBytes();
            long resident = server.residentBytes();
            for (int i = 1; i <= WHO_STOP; i++) {
                stuck.clients.get(i).stop();
            }
            double[] without = new double[TURNS];
            double[] with = new double[TURNS];
            long lost = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                Window a = reading.atRate(RATE, seconds / TURNS);
                Window b = stuck.atRate(RATE, seconds / TURNS);
                without[turn] = a.p99();
                with[turn] = b.p99();
                lost += a.lost() + a.doubled() + b.lost() + b.doubled();
            }
            Arrays.sort(without);
            Arrays.sort(with);
            figures.put("p99Without", without[TURNS / 2]);
            figures.put("p99With", with[TURNS / 2]);
            figures.put("liveGrowthBytes", (double) (server.liveBytes() - live));
            figures.put("residentGrowthBytes", (double) (server.residentBytes() - resident));
            figures.put("lostOrDoubled", (double) lost);
        }
        return figures;
    }
}

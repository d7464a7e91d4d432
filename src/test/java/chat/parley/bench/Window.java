package chat.parley.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of one measured window. Latencies are in milliseconds; {@code cpuMicros} is the server's CPU time per
 * delivery in microseconds, and {@code messageMicros} per message posted; {@code serverShare} and {@code driverShare} are fractions of a core; {@code closed} is
 * the number of connections that the server closed.
 */
record Window(
        double deliveriesPerSecond,
        double acksPerSecond,
        double cpuMicros,
        double messageMicros,
        double serverShare,
        double driverShare,
        double p50,
        double p99,
        double p999,
        double max,
        double ackP50,
        double ackP99,
        long lost,
        long doubled,
        int closed) {

    /** The values by their names in the results, without missing ones. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (acksPerSecond > 0) {
            figures.put("acksPerSecond", acksPerSecond);
            figures.put("ackP50", ackP50);
            figures.put("ackP99", ackP99);
        } else {
            figures.put("deliveriesPerSecond", deliveriesPerSecond);
            figures.put("p50", p50);
            figures.put("p99", p99);
            figures.put("p999", p999);
            figures.put("max", max);
        }
        figures.put("cpuMicros", cpuMicros);
        figures.put("messageMicros", messageMicros);
        figures.put("serverShare", serverShare);
        figures.put("driverShare", driverShare);
        figures.put("lost", (double) lost);
        figures.put("doubled", (double) doubled);
        return figures;
    }

    /** Whether the server sustained this rate of deliveries. */
    boolean keptUp(double rate) {
        return lost == 0 && closed == 0 && p99 <= 100 && deliveriesPerSecond >= 0.95 * rate;
    }
}

package chat.parley;

import chat.parley.http.Monitoring;
import chat.parley.http.RequestMeter;
import chat.parley.identity.MonitoringAccess;
import chat.parley.lane.ThreadLanes;
import chat.parley.lane.Workers;
import chat.parley.metrics.Health;
import chat.parley.metrics.Metrics;
import chat.parley.metrics.Scrapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Watches the executors of a server, and collects the numbers and the health of its parts. */
final class Monitor {
    /** A task that computes takes milliseconds. After this long, its lane is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);
    /**
     * Tasks may wait for the store, which has limits of its own: only a task far beyond all of them is stuck. A restart
     * does not mend a store.
     */
    private static final Duration STUCK_IN_STORE = Duration.ofMinutes(5);

    private final Map<String, ThreadLanes> lanes = new LinkedHashMap<>();
    private final Map<String, Supplier<String>> alive = new LinkedHashMap<>();
    private final Metrics metrics = new Metrics();
    private final RequestMeter requests = new RequestMeter();

    Monitor() {
        metrics.machine(Version.current());
        requests.measure(metrics);
    }

    /** Watches lanes whose tasks never wait. */
    ThreadLanes computing(String name, ThreadLanes watched) {
        return add(name, watched, STUCK);
    }

    /** Watches lanes whose tasks wait for the store. */
    ThreadLanes storing(String name, ThreadLanes watched) {
        return add(name, watched, STUCK_IN_STORE);
    }

    ThreadLanes add(String name, ThreadLanes watched, Duration limit) {
        lanes.put(name, watched);
        alive.put("lanes: " + name, () -> {
            Duration longest = watched.longestTask();
            return longest.compareTo(limit) < 0
                    ? null
                    : "A task has been running for " + longest.toSeconds() + " s; take a thread dump, then restart";
        });
        return watched;
    }

    Metrics metrics() {
        return metrics;
    }

    /**
     * Call it when all parts are registered.
     *
     * @param workers deliver to hosts that may block
     * @param scraping a thread that reads the metrics
     */
    Monitoring monitoring(Workers workers, ThreadLanes scraping, MonitoringAccess access) {
        metrics.gauge("parley_lane_tasks_waiting", "Tasks that wait for a thread", "lanes", values -> {
            lanes.forEach((name, watched) -> values.set(name, watched.waiting()));
            values.set("delivery", workers.waiting());
        });
        metrics.gauge("parley_lane_tasks_running", "Running tasks", "lanes", values -> {
            lanes.forEach((name, watched) -> values.set(name, watched.busy()));
            values.set("delivery", workers.busy());
        });
        return new Monitoring(
                new Health(alive), new Scrapes(metrics, scraping.of("metrics"), System::nanoTime), access, requests);
    }
}

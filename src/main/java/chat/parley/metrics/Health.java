package chat.parley.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Whether the server is alive, and ready for clients. Conditions look at memory only, so asking is cheap and never
 * blocks. Thread-safe.
 */
public final class Health {
    /** What went well or wrong with one condition. @param problem null if there is none */
    public record Check(String name, boolean ok, String problem) {}

    /** @param checks all conditions that were looked at */
    public record Report(boolean ok, List<Check> checks) {}

    private final Map<String, Supplier<String>> alive = new LinkedHashMap<>();
    private final List<Map.Entry<String, Supplier<String>>> needed = new CopyOnWriteArrayList<>();
    private volatile boolean started;
    private volatile boolean draining;

    /** @param lives name and problem (null for none) of each condition without which the process must be restarted */
    public Health(Map<String, Supplier<String>> lives) {
        alive.putAll(lives);
    }

    /** Adds a condition without which clients should go elsewhere. @param problem null while there is none */
    public void require(String name, Supplier<String> problem) {
        needed.add(Map.entry(name, problem));
    }

    /** All parts run and the doors are open. */
    public void started() {
        started = true;
    }

    /** From now on the server is not ready: it lets its clients go and takes no new ones. For good. */
    public void drain() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }

    /** If not, the process should be restarted. A failing store is no reason: a restart would not mend it. */
    public Report live() {
        List<Check> checks = new ArrayList<>();
        alive.forEach((name, problem) -> checks.add(check(name, problem.get())));
        return report(checks);
    }

    /** If not, clients should be sent elsewhere. */
    public Report ready() {
        List<Check> checks = new ArrayList<>();
        checks.add(check("started", started ? null : "The server is starting"));
        checks.add(check("open", draining ? "The server is draining; it takes no new clients" : null));
        needed.forEach(condition ->
                checks.add(check(condition.getKey(), condition.getValue().get())));
        return report(checks);
    }

    private static Check check(String name, String problem) {
        return new Check(name, problem == null, problem);
    }

    private static Report report(List<Check> checks) {
        return new Report(checks.stream().allMatch(Check::ok), List.copyOf(checks));
    }
}

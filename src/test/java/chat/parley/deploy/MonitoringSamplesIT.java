package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.HttpApi;
import chat.parley.client.Scrape;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A running server has all the metrics that the alert rules and the dashboard name. */
@EmbeddedOnly
class MonitoringSamplesIT {
    /** Prometheus's own. */
    private static final String UP = "up";

    private final Host host = Hosts.current();

    @Test
    void everyMetricOfTheSamplesIsThere() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) { // some metrics have no series before
            assertTrue(mira.post(UnusedRoom.name(), "I am not here").is("error"));
        }
        Scrape.fresh(host); // with what was just counted
        String text = HttpApi.of(host).get(host.http().resolve("metrics")).body();
        Set<String> known = new TreeSet<>(Set.of(UP));
        Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .forEach(family -> known.add(family.group(1)));
        Set<String> named = new TreeSet<>();
        Stream.of(MonitoringSamplesTest.ofAlerts(), MonitoringSamplesTest.ofDashboard())
                .flatMap(queries -> queries.stream())
                .forEach(query -> named.addAll(query.families()));
        assertTrue(named.size() > 25, named.toString());
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    @Test
    void theHeapIsTheAreaOfThisName() throws Exception {
        assertTrue(Scrape.of(host).value("jvm_memory_used_bytes", "area=\"heap\"") > 0);
        assertTrue(Scrape.of(host).value("jvm_memory_max_bytes", "area=\"heap\"") > 0);
    }
}

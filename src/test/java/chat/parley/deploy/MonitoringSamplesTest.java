package chat.parley.deploy;

import static chat.parley.deploy.DeployFiles.listAt;
import static chat.parley.deploy.DeployFiles.mapAt;
import static chat.parley.deploy.DeployFiles.textAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Parley;
import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import chat.parley.metrics.Metrics;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard use metrics and labels that exist, and are complete. */
class MonitoringSamplesTest {
    /** Labels of Prometheus, and of histograms. */
    private static final Set<String> OTHERS_LABELS = Set.of("instance", "job", "le");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*\\$labels\\.(\\w+)\\s*\\}\\}");

    @TempDir
    private Path data;

    private Map<String, Metrics.Described> catalogue() {
        Settings settings = Settings.read(Program.SERVER, Map.of(Setting.DATA, data.toString()));
        try (Parley parley = Parley.start(settings, null, Parley.plainThreads())) {
            Map<String, Metrics.Described> byName = new HashMap<>();
            parley.monitoring().scrapes().metrics().catalogue().forEach(metric -> byName.put(metric.name(), metric));
            return byName;
        }
    }

    static List<PromQuery> ofAlerts() {
        List<PromQuery> queries = new ArrayList<>();
        for (Object rule : rules()) {
            queries.add(new PromQuery(textAt(rule, "expr")));
        }
        return queries;
    }

    static List<PromQuery> ofDashboard() {
        return panels().stream()
                .filter(panel -> panel.containsKey("targets"))
                .flatMap(panel -> panel.getJsonArray("targets").stream())
                .map(target -> new PromQuery(target.asJsonObject().getString("expr")))
                .toList();
    }

    private static List<?> rules() {
        return listAt(DeployFiles.documents("prometheus/parley-alerts.yml").get(0), "groups", 0, "rules");
    }

    private static List<JsonObject> panels() {
        return DeployFiles.json("grafana/parley.json").getJsonArray("panels").stream()
                .map(JsonValue::asJsonObject)
                .toList();
    }

    @Test
    void queriesUseLabelsThatTheirMetricsHave() {
        Map<String, Metrics.Described> catalogue = catalogue();
        List<PromQuery> queries = new ArrayList<>(ofAlerts());
        queries.addAll(ofDashboard());
        assertTrue(queries.size() > 40, "the queries were not found");
        for (PromQuery query : queries) {
            Set<String> labels = new HashSet<>(OTHERS_LABELS);
            boolean own = true;
            for (String family : query.families()) {
                own &= catalogue.containsKey(family);
                if (catalogue.containsKey(family)) {
                    labels.addAll(catalogue.get(family).labels());
                }
            }
            if (own) {
                Set<String> unknown = new HashSet<>(query.labels());
                unknown.removeAll(labels);
                assertEquals(Set.of(), unknown, query.text());
            }
        }
    }

    @Test
    void countersAreReadAsRatesAndHistogramsByTheirBuckets() {
        Map<String, Metrics.Described> catalogue = catalogue();
        List<PromQuery> queries = new ArrayList<>(ofAlerts());
        queries.addAll(ofDashboard());
        for (PromQuery query : queries) {
            for (String name : query.metrics()) {
                Metrics.Described metric = catalogue.get(name.replaceFirst("_bucket$", ""));
                if (metric != null && !metric.type().equals("gauge")) {
                    assertTrue(query.text().contains("rate(" + name), query.text());
                    assertEquals(metric.type().equals("histogram"), name.endsWith("_bucket"), query.text());
                }
            }
        }
    }

    @Test
    void eachAlertTellsWhatIsWrongAndWhatToDo() {
        Set<String> names = new HashSet<>();
        for (Object rule : rules()) {
            String name = textAt(rule, "alert");
            assertTrue(names.add(name), name);
            DeployFiles.time(textAt(rule, "for"));
            assertTrue(Set.of("critical", "warning").contains(textAt(rule, "labels", "severity")), name);
            assertTrue(textAt(rule, "annotations", "description").endsWith("."), name);
            Set<String> kept = new PromQuery(textAt(rule, "expr")).labels();
            PLACEHOLDER
                    .matcher(textAt(rule, "annotations", "summary"))
                    .results()
                    .map(found -> found.group(1))
                    .filter(label -> !label.equals("instance"))
                    .forEach(label -> assertTrue(kept.contains(label), name + " has no label " + label));
            assertEquals(
                    Set.of("alert", "expr", "for", "labels", "annotations"),
                    mapAt(rule).keySet(),
                    name);
        }
        assertTrue(names.size() > 8, names.toString());
    }

    @Test
    void panelsHaveIdsAndPlacesOfTheirOwn() {
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonObject panel : panels()) {
            assertTrue(ids.add(panel.getInt("id")), panel.getString("title"));
            JsonObject place = panel.getJsonObject("gridPos");
            for (int x = place.getInt("x"); x < place.getInt("x") + place.getInt("w"); x++) {
                for (int y = place.getInt("y"); y < place.getInt("y") + place.getInt("h"); y++) {
                    assertTrue(x < 24 && taken.add(List.of(x, y)), panel.getString("title"));
                }
            }
        }
    }

    @Test
    void variablesOfTheDashboardExist() {
        JsonObject dashboard = DeployFiles.json("grafana/parley.json");
        Set<String> known = new HashSet<>(Set.of("__rate_interval"));
        dashboard
                .getJsonObject("templating")
                .getJsonArray("list")
                .forEach(variable -> known.add(variable.asJsonObject().getString("name")));
        Set<String> used = new HashSet<>();
        Pattern.compile("\\$\\{?([a-zA-Z_]\\w*)")
                .matcher(DeployFiles.text("grafana/parley.json"))
                .results()
                .forEach(found -> used.add(found.group(1)));
        used.removeAll(known);
        used.remove("__all");
        assertEquals(Set.of(), used);
    }
}

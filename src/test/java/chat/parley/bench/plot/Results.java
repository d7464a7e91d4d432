package chat.parley.bench.plot;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** The results of one benchmark in {@code target/bench/results.json}. */
final class Results {
    private final JsonObject json;

    private Results(JsonObject json) {
        this.json = json;
    }

    static Results read(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return new Results(reader.readObject());
        }
    }

    /** All loads in run order. */
    Set<String> loads() {
        Set<String> loads = new LinkedHashSet<>();
        runs().forEach(run -> loads.add(run.getString("load")));
        return loads;
    }

    /** The subjects of a load in run order. */
    Set<String> subjects(String load) {
        Set<String> subjects = new LinkedHashSet<>();
        runs(load).forEach(run -> subjects.add(run.getString("subject")));
        return subjects;
    }

    /** The names of all figures of a load. */
    Set<String> figures(String load) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonObject run : runs(load)) {
            run.getJsonObject("figures").forEach((name, value) -> {
                if (value instanceof JsonNumber) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    /** The median over all rounds; empty if there is no measurement. */
    OptionalDouble median(String load, String subject, String figure) {
        return median(runs(load).stream()
                .filter(run -> run.getString("subject").equals(subject))
                .map(run -> run.getJsonObject("figures").get(figure))
                .filter(JsonNumber.class::isInstance)
                .map(value -> ((JsonNumber) value).doubleValue())
                .toList());
    }

    /** The medians of a figure by subject and by another figure, such as the offered rate. */
    Map<String, TreeMap<Double, Double>> series(String load, String by, String figure) {
        Map<String, TreeMap<Double, List<Double>>> all = new LinkedHashMap<>();
        for (JsonObject point : objects("series")) {
            if (point.getString("load").equals(load)
                    && point.get(by) instanceof JsonNumber place
                    && point.get(figure) instanceof JsonNumber value) {
                all.computeIfAbsent(point.getString("subject"), subject -> new TreeMap<>())
                        .computeIfAbsent(place.doubleValue(), same -> new ArrayList<>())
                        .add(value.doubleValue());
            }
        }
        Map<String, TreeMap<Double, Double>> medians = new LinkedHashMap<>();
        all.forEach((subject, points) -> {
            TreeMap<Double, Double> line = new TreeMap<>();
            points.forEach((place, values) -> line.put(place, median(values).orElseThrow()));
            medians.put(subject, line);
        });
        return medians;
    }

    /** One line that describes the machine. */
    String machine() {
        JsonObject machine = json.getJsonObject("machine");
        List<String> parts = new ArrayList<>();
        if (machine != null) {
            machine.forEach((name, value) -> parts.add(name + " "
                    + (value.getValueType() == JsonValue.ValueType.STRING
                            ? machine.getString(name)
                            : value.toString())));
        }
        return String.join(", ", parts);
    }

    static OptionalDouble median(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
    }

    private List<JsonObject> runs() {
        return objects("runs");
    }

    private List<JsonObject> runs(String load) {
        return runs().stream().filter(run -> run.getString("load").equals(load)).toList();
    }

    private List<JsonObject> objects(String name) {
        return json.containsKey(name) ? json.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }
}

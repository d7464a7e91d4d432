package chat.parley.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measurements: prints a line per window and writes all of them as JSON. */
final class Report {
    private final List<JsonObject> runs = new ArrayList<>();
    private final List<JsonObject> series = new ArrayList<>();

    /** Loads earlier results to append to. */
    void goOn(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            JsonObject before = reader.readObject();
            runs.addAll(before.getJsonArray("runs").getValuesAs(JsonObject.class));
            series.addAll(before.getJsonArray("series").getValuesAs(JsonObject.class));
        }
    }

    void add(String load, Subject subject, int round, Map<String, Double> figures) {
        add(load, subject.toString(), round, figures);
    }

    /** Adds a measurement. @param subject heads its row in the table */
    void add(String load, String subject, int round, Map<String, Double> figures) {
        runs.add(Json.createObjectBuilder()
                .add("load", load)
                .add("subject", subject)
                .add("round", round)
                .add("figures", object(figures))
                .build());
        StringBuilder line = new StringBuilder(String.format("%-8s %-18s %d:", load, subject, round));
        figures.forEach((name, value) -> line.append(String.format(
                Locale.ROOT, value >= 1_000 || value == Math.rint(value) ? "  %s %.0f" : "  %s %.2f", name, value)));
        System.out.println(line);
    }

    /** Records one point of a series. @param by what its place is, such as rate */
    void point(String load, Subject subject, String by, double place, Window window) {
        series.add(object(window.figures())
                .add("load", load)
                .add("subject", subject.toString())
                .add(by, place)
                .build());
        System.out.printf(
                Locale.ROOT,
                "%-8s %-18s %s %.0f: %.0f came, %.2f us CPU, p99 %.1f ms, lost %d, driver %.0f %%%n",
                load,
                subject,
                by,
                place,
                window.deliveriesPerSecond(),
                window.cpuMicros(),
                window.p99(),
                window.lost(),
                100 * window.driverShare());
    }

    void write(Path file) throws IOException, InterruptedException {
        JsonObjectBuilder machine = Json.createObjectBuilder()
                .add("date", LocalDate.now().toString())
                .add("cpu", lineOf(Path.of("/proc/cpuinfo"), "model name"))
                .add(
                        "cores",
                        lines(Path.of("/proc/cpuinfo")).stream()
                                .filter(line -> line.startsWith("processor"))
                                .count())
                .add("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .add("java", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"))
                .add("node", printed("node", "--version"))
                .add("pinned", Server.canPin());
        Files.writeString(
                file,
                Json.createObjectBuilder()
                        .add("machine", machine)
                        .add("runs", array(runs))
                        .add("series", array(series))
                        .build()
                        .toString());
    }

    private static JsonArrayBuilder array(List<JsonObject> objects) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        objects.forEach(array::add);
        return array;
    }

    private static JsonObjectBuilder object(Map<String, Double> figures) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        figures.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                object.add(name, value);
            }
        });
        return object;
    }

    private static String lineOf(Path file, String start) throws IOException {
        return lines(file).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown");
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String printed(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            String text = new String(process.getInputStream().readAllBytes()).trim();
            process.waitFor();
            return text;
        } catch (IOException none) {
            return "none";
        }
    }
}

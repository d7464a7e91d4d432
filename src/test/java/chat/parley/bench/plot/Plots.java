package chat.parley.bench.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plots the results: maximum deliveries per second, p99 over offered rate, and CPU time per delivery, also over the
 * time since the start.
 */
public final class Plots {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 440;
    private static final double LEFT = 150;
    private static final double RIGHT = WIDTH - 170;
    private static final double TOP = 60;
    private static final double BOTTOM = HEIGHT - 70;
    private static final String GRID = "#dddddd";
    private static final String FRAME = "#444444";
    /** Distinguishable for most colour-blind readers. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444", "#882255", "#999933");

    private final Results results;
    private final Path folder;

    private Plots(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** Arguments: the results file and the image folder; default: target/bench/results.json and docs/images. */
    public static void main(String[] args) throws IOException {
        Plots plots = new Plots(
                Results.read(Path.of(args.length > 0 ? args[0] : "target/bench/results.json")),
                Path.of(args.length > 1 ? args[1] : "docs/images"));
        plots.most();
        plots.latency();
        plots.cpu();
        plots.warmup();
    }

    private void most() throws IOException {
        Map<String, Double> values = new TreeMap<>();
        List<String> subjects = results.subjects("L2").stream()
                .filter(subject ->
                        results.median("L2", subject, "deliveriesPerSecond").isPresent())
                .toList();
        subjects.forEach(subject -> values.put(
                subject, results.median("L2", subject, "deliveriesPerSecond").getAsDouble()));
        if (values.isEmpty()) {
            return;
        }
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(WIDTH / 2.0, 28, "middle", 16, "The most deliveries a second: 1000 sessions in one room");
        Axis x = Axis.linear(values.values().stream().max(Double::compare).get(), LEFT, RIGHT + 80);
        down(svg, x);
        double row = (BOTTOM - TOP) / subjects.size();
        for (int i = 0; i < subjects.size(); i++) {
            double value = values.get(subjects.get(i));
            double y = TOP + i * row;
            svg.rectangle(LEFT, y + row * 0.15, x.at(value) - LEFT, row * 0.7, colour(subjects.get(i)));
            svg.text(LEFT - 8, y + row / 2 + 4, "end", 13, subjects.get(i));
            svg.text(x.at(value) + 6, y + row / 2 + 4, "start", 12, Axis.label(value));
        }
        svg.text(
                (LEFT + RIGHT + 80) / 2,
                HEIGHT - 22,
                "middle",
                13,
                "deliveries a second, p99 at most 100 ms, none lost");
        svg.write(folder.resolve("bench-max.svg"));
    }

    private void latency() throws IOException {
        Map<String, TreeMap<Double, Double>> lines = results.series("L2", "rate", "p99");
        if (lines.isEmpty()) {
            return;
        }
        List<Double> rates = lines.values().stream()
                .flatMap(line -> line.keySet().stream())
                .sorted()
                .toList();
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(WIDTH / 2.0, 28, "middle", 16, "p99 latency over the offered rate: 1000 sessions in one room");
        curves(svg, lines, Axis.logarithmic(rates.get(0), rates.get(rates.size() - 1), LEFT, RIGHT));
        svg.text((LEFT + RIGHT) / 2, HEIGHT - 22, "middle", 13, "offered rate, deliveries a second (log)");
        svg.upright(LEFT - 70, (TOP + BOTTOM) / 2, "p99 latency, ms (log)");
        svg.write(folder.resolve("bench-p99.svg"));
    }

    private void warmup() throws IOException {
        Map<String, TreeMap<Double, Double>> lines = results.series("W", "seconds", "cpuMicros");
        if (lines.isEmpty()) {
            return;
        }
        double last =
                lines.values().stream().mapToDouble(TreeMap::lastKey).max().orElseThrow();
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(WIDTH / 2.0, 28, "middle", 16, "CPU per delivery after the start: 100 sessions in one room");
        curves(svg, lines, Axis.linear(last, LEFT, RIGHT));
        svg.text((LEFT + RIGHT) / 2, HEIGHT - 22, "middle", 13, "seconds since the start of the process");
        svg.upright(LEFT - 60, (TOP + BOTTOM) / 2, "CPU per delivery, µs (log)");
        svg.write(folder.resolve("bench-warmup.svg"));
    }

    /** Draws a line per subject, on a logarithmic scale. */
    private void curves(Svg svg, Map<String, TreeMap<Double, Double>> lines, Axis x) {
        List<Double> values = lines.values().stream()
                .flatMap(line -> line.values().stream())
                .sorted()
                .toList();
        Axis y = Axis.logarithmic(values.get(0), values.get(values.size() - 1), BOTTOM, TOP);
        across(svg, y);
        down(svg, x);
        lines.forEach((subject, line) -> {
            StringBuilder points = new StringBuilder();
            line.forEach((place, value) ->
                    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.at(place), y.at(value))));
            svg.path(points.toString().trim(), colour(subject));
            line.forEach((place, value) -> svg.dot(x.at(place), y.at(value), colour(subject)));
        });
        List<String> names = List.copyOf(lines.keySet());
        legend(svg, names, names.stream().map(this::colour).toList());
    }

    private void cpu() throws IOException {
        List<String> loads = List.of("L1", "L2half", "L3");
        List<String> names = List.of("100 in one room", "1000 in one room, half load", "100 rooms of 10");
        List<String> subjects = results.subjects("L2").stream().toList();
        List<Double> all = new ArrayList<>();
        loads.forEach(load -> subjects.forEach(
                subject -> results.median(load, subject, "cpuMicros").ifPresent(all::add)));
        if (all.isEmpty()) {
            return;
        }
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(WIDTH / 2.0, 28, "middle", 16, "The server's CPU time for a delivery");
        Axis y = Axis.linear(all.stream().max(Double::compare).get(), BOTTOM, TOP);
        across(svg, y);
        double group = (RIGHT - LEFT) / loads.size();
        double bar = group * 0.8 / subjects.size();
        for (int i = 0; i < loads.size(); i++) {
            for (int j = 0; j < subjects.size(); j++) {
                OptionalDouble value = results.median(loads.get(i), subjects.get(j), "cpuMicros");
                if (value.isPresent()) {
                    double top = y.at(value.getAsDouble());
                    svg.rectangle(
                            LEFT + i * group + group * 0.1 + j * bar,
                            top,
                            bar * 0.9,
                            BOTTOM - top,
                            colour(subjects.get(j)));
                }
            }
            svg.text(LEFT + (i + 0.5) * group, BOTTOM + 20, "middle", 12, names.get(i));
        }
        legend(svg, subjects, subjects.stream().map(this::colour).toList());
        svg.upright(LEFT - 60, (TOP + BOTTOM) / 2, "CPU per delivery, µs");
        svg.write(folder.resolve("bench-cpu.svg"));
    }

    /** Each subject has the same colour on all images. */
    private String colour(String subject) {
        int place = Stream.concat(Stream.of("L2"), results.loads().stream())
                .flatMap(load -> results.subjects(load).stream())
                .distinct()
                .toList()
                .indexOf(subject);
        return COLOURS.get(Math.floorMod(place, COLOURS.size()));
    }

    private static void across(Svg svg, Axis y) {
        for (double mark : y.marks()) {
            svg.line(LEFT, y.at(mark), RIGHT, y.at(mark), GRID);
            svg.text(LEFT - 8, y.at(mark) + 4, "end", 12, Axis.label(mark));
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, FRAME);
    }

    private static void down(Svg svg, Axis x) {
        for (double mark : x.marks()) {
            svg.line(x.at(mark), TOP, x.at(mark), BOTTOM, GRID);
            svg.text(x.at(mark), BOTTOM + 18, "middle", 12, Axis.label(mark));
        }
        svg.line(LEFT, TOP, LEFT, BOTTOM, FRAME);
    }

    private static void legend(Svg svg, List<String> names, List<String> colours) {
        for (int i = 0; i < names.size(); i++) {
            svg.rectangle(RIGHT + 24, TOP + i * 22, 14, 14, colours.get(i));
            svg.text(RIGHT + 44, TOP + i * 22 + 12, "start", 13, names.get(i));
        }
    }
}

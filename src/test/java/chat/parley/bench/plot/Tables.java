package chat.parley.bench.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prints the medians of all rounds as Markdown: a table per load, followed by the ratios of each subject's figures to
 * those of the peers.
 */
public final class Tables {
    private static final Map<String, String> TITLES = Map.of(
            "W", "W: CPU per delivery after the start",
            "I50k", "I50k: idle sessions on a heap of 1 GB",
            "B", "B: Big rooms and logs");
    private static final List<String> PEERS = List.of("socketio", "ws", "naive");

    private final Results results;

    private Tables(Results results) {
        this.results = results;
    }

    /** The only argument is the results file; default: target/bench/results.json. */
    public static void main(String[] args) throws IOException {
        System.out.print(
                new Tables(Results.read(Path.of(args.length > 0 ? args[0] : "target/bench/results.json"))).markdown());
    }

    private String markdown() {
        StringBuilder text = new StringBuilder(results.machine()).append("\n");
        for (String load : results.loads()) {
            text.append("\n### ").append(TITLES.getOrDefault(load, load)).append("\n\n");
            List<String> figures = List.copyOf(results.figures(load));
            row(text, "subject", figures);
            row(text, "---", figures.stream().map(figure -> "---:").toList());
            for (String subject : results.subjects(load)) {
                row(
                        text,
                        subject,
                        figures.stream()
                                .map(figure -> number(results.median(load, subject, figure)))
                                .toList());
            }
            curve(text, load);
            ratios(text, load, figures);
        }
        return text.toString();
    }

    private void curve(StringBuilder text, String load) {
        Map<String, TreeMap<Double, Double>> lines = results.series(load, "seconds", "cpuMicros");
        List<Double> seconds = lines.values().stream()
                .flatMap(line -> line.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        if (seconds.isEmpty()) {
            return;
        }
        text.append("\nCPU per delivery in µs, in the windows that end this many seconds after the start:\n\n");
        row(text, "seconds", List.copyOf(lines.keySet()));
        row(text, "---:", lines.keySet().stream().map(subject -> "---:").toList());
        for (Double second : seconds) {
            row(
                    text,
                    number(OptionalDouble.of(second)),
                    lines.values().stream()
                            .map(line -> line.containsKey(second) ? number(OptionalDouble.of(line.get(second))) : "")
                            .toList());
        }
    }

    private void ratios(StringBuilder text, String load, List<String> figures) {
        Set<String> subjects = results.subjects(load);
        List<String> peers = PEERS.stream().filter(subjects::contains).toList();
        if (peers.isEmpty() || subjects.size() < 2) {
            return;
        }
        text.append("\nTimes the figure of a peer (of p99, CPU and memory less is better):\n\n");
        row(text, "subject / peer", figures);
        row(text, "---", figures.stream().map(figure -> "---:").toList());
        for (String subject : subjects) {
            for (String peer : peers) {
                if (!peers.contains(subject)) {
                    List<String> cells = new ArrayList<>();
                    figures.forEach(figure -> cells.add(
                            ratio(results.median(load, subject, figure), results.median(load, peer, figure))));
                    row(text, subject + " / " + peer, cells);
                }
            }
        }
    }

    private static void row(StringBuilder text, String first, List<String> cells) {
        text.append("| ")
                .append(first)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }

    private static String ratio(OptionalDouble ours, OptionalDouble theirs) {
        return ours.isEmpty() || theirs.isEmpty() || theirs.getAsDouble() == 0
                ? ""
                : String.format(Locale.ROOT, "%.2f", ours.getAsDouble() / theirs.getAsDouble());
    }

    private static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        double number = value.getAsDouble();
        return number == Math.rint(number) || Math.abs(number) >= 100
                ? String.format(Locale.ROOT, "%,d", Math.round(number)).replace(',', ' ')
                : String.format(Locale.ROOT, "%.2f", number);
    }
}

package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.metrics.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the table of metrics in docs/operations.md true. */
class OperationsPageTest {
    @TempDir
    private Path data;

    private List<String> rows() {
        Settings settings = Settings.read(Program.SERVER, Map.of(Setting.DATA, data.toString()));
        try (Parley parley = Parley.start(settings, null, Parley.plainThreads())) {
            return parley.monitoring().scrapes().metrics().catalogue().stream()
                    .map(OperationsPageTest::row)
                    .sorted()
                    .toList();
        }
    }

    private static String row(Metrics.Described metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + metric.name() + "` | " + metric.type() + " | " + labels + (labels.isEmpty() ? "|" : " |");
    }

    @Test
    void theTableHasEachMetricWithItsTypeAndLabels() {
        List<String> documented = Documentation.page("docs/operations.md")
                .lines()
                .filter(line -> line.matches("\\| `parley_[a-z_]+` .*"))
                .map(line -> line.replaceFirst("^((?:\\|[^|]*){3}\\|).*", "$1"))
                .sorted()
                .toList();
        assertEquals(rows(), documented);
    }

    @Test
    void queriesNameMetricsThatExist() {
        String table = String.join("\n", rows());
        List<String> unknown = Pattern.compile("\\bparley_[a-z_]+")
                .matcher(Documentation.page("docs/operations.md"))
                .results()
                .map(found -> found.group().replaceFirst("_bucket$", ""))
                .filter(name -> !table.contains("`" + name + "`"))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void namesFollowTheConventions() {
        for (String row : rows()) {
            boolean isCounter = row.contains("| counter |");
            assertEquals(isCounter, row.contains("_total`"), row);
            assertTrue(row.matches("\\| `parley_[a-z]+(_[a-z]+)*` .*"), row);
        }
    }
}

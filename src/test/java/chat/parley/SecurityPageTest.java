package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every threat in SECURITY.md names an existing test. */
class SecurityPageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))(?:\\.(\\w+))?`");

    @Test
    void everyThreatNamesTestsThatExist() throws IOException {
        Map<String, Path> tests = sources();
        List<String> threats = threats();
        assertTrue(threats.size() > 5, "no table of threats was found");
        for (String threat : threats) {
            List<MatchResult> named = TEST.matcher(threat).results().toList();
            assertTrue(!named.isEmpty(), "without a test: " + threat);
            for (MatchResult test : named) {
                Path source = tests.get(test.group(1));
                assertTrue(source != null, "no such test: " + test.group(1));
                assertTrue(
                        test.group(2) == null || Files.readString(source).contains(" void " + test.group(2) + "("),
                        "no such test: " + test.group());
            }
        }
    }

    @Test
    void onlyTestsAreInBackticksInTheLastColumn() {
        List<String> others = threats().stream()
                .map(line -> line.replaceFirst(".*\\|(.*)\\|$", "$1"))
                .map(cell -> TEST.matcher(cell).replaceAll(Matcher.quoteReplacement("")))
                .filter(rest -> !rest.replaceAll("[, ]", "").isEmpty())
                .toList();
        assertEquals(List.of(), others);
    }

    /** The rows of the table without its header. */
    private static List<String> threats() {
        List<String> rows = Documentation.page("SECURITY.md")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| -"))
                .toList();
        return rows.subList(1, rows.size());
    }

    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, other) -> one));
        }
    }
}

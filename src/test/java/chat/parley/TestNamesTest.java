package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No test class shares its simple name with another class. */
class TestNamesTest {
    private static final Path PRODUCTION = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final String NO_CLASS = "package-info.java";

    @Test
    void noTestClassHasTheNameOfAProductionClass() {
        Set<String> production = sources(PRODUCTION).map(TestNamesTest::name).collect(Collectors.toSet());
        assertFalse(production.isEmpty(), "no sources in " + PRODUCTION.toAbsolutePath());
        assertEquals(List.of(), sources(TESTS).filter(test -> production.contains(name(test))).sorted().toList());
    }

    @Test
    void noTwoTestClassesShareAName() {
        Map<String, List<Path>> byName = sources(TESTS).sorted()
                .collect(Collectors.groupingBy(TestNamesTest::name, TreeMap::new, Collectors.toList()));
        assertFalse(byName.isEmpty(), "no sources in " + TESTS.toAbsolutePath());
        assertEquals(List.of(), byName.values().stream().filter(files -> files.size() > 1).toList());
    }

    private static String name(Path source) {
        return source.getFileName().toString();
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> name(file).endsWith(".java") && !name(file).equals(NO_CLASS)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

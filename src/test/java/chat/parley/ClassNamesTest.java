package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No two classes, of production or tests, share a simple name. */
class ClassNamesTest {
    private static final List<Path> FOLDERS = List.of(Path.of("src/main/java"), Path.of("src/test/java"));
    private static final String NO_CLASS = "package-info.java";

    @Test
    void noTwoClassesShareAName() {
        Map<String, List<Path>> byName = FOLDERS.stream()
                .flatMap(ClassNamesTest::sources)
                .sorted()
                .collect(Collectors.groupingBy(ClassNamesTest::name, TreeMap::new, Collectors.toList()));
        assertEquals(
                List.of(),
                byName.values().stream().filter(files -> files.size() > 1).toList());
    }

    private static String name(Path source) {
        return source.getFileName().toString();
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources = files.filter(
                            file -> name(file).endsWith(".java") && !name(file).equals(NO_CLASS))
                    .toList();
            assertFalse(sources.isEmpty(), () -> "no sources in " + folder.toAbsolutePath());
            return sources.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

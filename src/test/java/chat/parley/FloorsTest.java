package chat.parley;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the layers of docs/architecture.md: a package may import only from lower layers. */
class FloorsTest {
    private static final Path SOURCES = Path.of("src/main/java/chat/parley");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?chat\\.parley\\.(?:(?<room>[a-z.]+)\\.)?[A-Z]", Pattern.MULTILINE);
    private static final Pattern HOST = Pattern.compile("^import org\\.glassfish\\.", Pattern.MULTILINE);
    /** Comments, strings and imports. */
    private static final Pattern NO_CODE =
            Pattern.compile("(?s)/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|(?m:^import [^\n]*)|//[^\n]*");

    private static final Pattern NESTED = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            entry("metrics", -1),
            entry("sdk", -1),
            entry("event", 0),
            entry("lane", 0),
            entry("io", 0),
            entry("search", 1),
            entry("identity", 1),
            entry("store", 2),
            entry("log", 3),
            entry("cluster", 4),
            entry("index", 4),
            entry("membership", 4),
            entry("rights", 4),
            entry("signin", 4),
            entry("delivery", 4),
            entry("account", 5),
            entry("person", 6),
            entry("room", 5),
            entry("engineio", 5),
            entry("websocket", 6),
            entry("http", 6),
            entry("socketio", 6),
            entry("socketio.chat", 7),
            entry("", 8),
            entry("check", 9),
            entry("load", 9),
            entry("logging", 9),
            entry("embedded", 10));

    @Test
    void importsGoDownOnlyAndSiblingsDoNotMeet() {
        List<String> wrong = sources()
                .flatMap(source -> imports(source)
                        .filter(to -> !to.equals(packageOf(source)))
                        .filter(to -> floor(to) >= floor(packageOf(source)))
                        .map(to -> source + " imports from " + to))
                .toList();
        assertEquals(List.of(), wrong);
    }

    /** The sealed types of the protocol name each other. */
    private static final Set<String> WITH_CIRCLES = Set.of("event");

    @Test
    void classesOfAPackageFormNoCircles() {
        Map<String, List<Path>> packages = sources()
                .filter(source -> !source.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(FloorsTest::packageOf));
        packages.keySet().removeAll(WITH_CIRCLES);
        packages.forEach((name, classes) -> assertEquals(Set.of(), circles(classes), name));
    }

    /** The classes that reach themselves. */
    private static Set<String> circles(List<Path> classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        List<String> names = classes.stream().map(FloorsTest::nameOf).toList();
        for (Path source : classes) {
            String code = code(source);
            Set<String> own =
                    NESTED.matcher(code).results().map(found -> found.group(1)).collect(Collectors.toSet());
            uses.put(
                    nameOf(source),
                    names.stream()
                            .filter(name -> !own.contains(name))
                            .filter(name -> Pattern.compile("(?<![.\\w])" + name + "\\b")
                                    .matcher(code)
                                    .find())
                            .collect(Collectors.toSet()));
        }
        return names.stream()
                .filter(name -> reaches(name, name, uses, new HashSet<>()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> uses, Set<String> seen) {
        return uses.get(from).stream()
                .anyMatch(next -> next.equals(to) || seen.add(next) && reaches(next, to, uses, seen));
    }

    private static String nameOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @Test
    void onlyTheEmbeddedHostKnowsTyrusAndGrizzly() {
        assertEquals(
                List.of(),
                sources()
                        .filter(source -> !packageOf(source).equals("embedded")
                                && HOST.matcher(text(source)).find())
                        .toList());
    }

    @Test
    void everyPackageStatesItsPromise() {
        assertEquals(
                List.of(),
                FLOORS.keySet().stream()
                        .map(name -> SOURCES.resolve(name.replace('.', '/')))
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .toList());
    }

    /** Without imports, comments and blank lines. */
    @Test
    void classesStayShortEnoughToBeReadAtOnce() {
        assertEquals(
                List.of(),
                sources()
                        .filter(source -> code(source)
                                        .lines()
                                        .filter(line -> !line.isBlank())
                                        .count()
                                > 250)
                        .toList());
    }

    private static int floor(String room) {
        assertTrue(FLOORS.containsKey(room), "a package without a floor: " + room);
        return FLOORS.get(room);
    }

    private static Stream<String> imports(Path source) {
        return IMPORT.matcher(text(source)).results().map(found -> found.group(1) == null ? "" : found.group(1));
    }

    private static String packageOf(Path source) {
        return SOURCES.relativize(source.getParent()).toString().replace('/', '.');
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > FLOORS.size(), "the sources were not found");
            return sources.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(Path source) {
        return NO_CODE.matcher(text(source)).replaceAll(" ");
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every documented start command makes the JVM exit on OutOfMemoryError, so that a supervisor restarts it. */
class StartCommandsTest {
    private static final String FLAG = "-XX:+ExitOnOutOfMemoryError";
    /** Start commands of the standalone server (not of its tools), and of Payara Micro with Parley. */
    private static final Pattern START =
            Pattern.compile("(ExecStart=\\S*/)?java .*-jar \\S*(parley\\.jar( --.*)?|payara-micro\\.jar .*--deploy.*)");

    private static final List<Path> DOCUMENTS =
            List.of(Path.of("README.md"), Path.of("docs"), Path.of("server-config"), Path.of("deploy"));

    @Test
    void everyDocumentedStartEndsWhenMemoryHasRunOut() {
        List<String> starts = DOCUMENTS.stream()
                .flatMap(StartCommandsTest::lines)
                .filter(START.asMatchPredicate())
                .toList();
        assertTrue(starts.size() >= 4, "the commands were not found: " + starts);
        assertEquals(
                List.of(),
                starts.stream().filter(start -> !start.contains(FLAG)).toList());
    }

    @Test
    void soDoesAStartByMavenAndTheDocumentedSetupOfContainers() throws IOException {
        assertTrue(Files.readString(Path.of(".mvn/jvm.config")).contains(FLAG));
        String servers = Files.readString(Path.of("server-config/README.md"));
        assertTrue(servers.contains("JAVA_OPTS=\"$JAVA_OPTS " + FLAG + "\""), "WildFly");
        assertTrue(servers.contains("create-jvm-options '-XX\\:+ExitOnOutOfMemoryError'"), "Payara Server");
    }

    private static Stream<String> lines(Path document) {
        try (Stream<Path> files = Files.walk(document)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList().stream()
                    .flatMap(StartCommandsTest::linesOf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.replaceAll("\\s*\\\\$", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

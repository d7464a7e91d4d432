package chat.parley.e2e.socketio;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Node, which runs the tests in src/test/node. Maven fetches neither Node nor its packages. */
final class NodeJs {
    private static final Path TESTS = Path.of(System.getProperty("parley.build", "target"))
            .toAbsolutePath()
            .resolveSibling("src")
            .resolve("test")
            .resolve("node");
    private static final Path MODULES = TESTS.resolve("node_modules");
    private static final long LIMIT_MINUTES = 10;
    // TAP lines without indentation: one per test, with its details below.
    private static final Pattern OUTCOME =
            Pattern.compile("(?<not>not )?ok \\d+ - (?<sentence>.*?)(?<skip> # SKIP.*)?");

    /** The result of one test. */
    record Outcome(String sentence, boolean passed, boolean skipped, String details) {}

    private final Path executable;

    private NodeJs(Path executable) {
        this.executable = executable;
    }

    /** Skips the tests without Node or the client, or fails them if {@code parley.node} is {@code required}. */
    static NodeJs find() {
        Stream<String> named = Stream.ofNullable(System.getenv("PARLEY_NODE"));
        Stream<String> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> folder + File.separator + "node");
        Path node = Stream.concat(named, onPath)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (node == null) {
            return missing(
                    "NO NODE (18 or newer), SO THE TESTS WITH THE JAVASCRIPT CLIENT DO NOT RUN. Install one (apt-get install nodejs npm), or name it in the environment: PARLEY_NODE=/path/to/node");
        }
        if (!Files.isDirectory(MODULES)) {
            return missing(
                    "NO src/test/node/node_modules, SO THE TESTS WITH THE JAVASCRIPT CLIENT DO NOT RUN. Fetch the client: npm ci --prefix src/test/node");
        }
        return new NodeJs(node);
    }

    /** The test files, sorted by name. */
    List<Path> tests() {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".test.mjs"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one file. If it aborts, that counts as one more failed test. */
    List<Outcome> run(Path file, URI host, URI control) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("parley-node", ".tap");
        try {
            ProcessBuilder builder = new ProcessBuilder(executable.toString(), "--test-reporter=tap", file.toString())
                    .redirectErrorStream(true);
            builder.environment().put("PARLEY_URL", host.toString());
            builder.environment().put("PARLEY_CONTROL", control.toString());
            Process node = builder.redirectOutput(printed.toFile()).start();
            try {
                boolean ended = node.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
                String text = Files.readString(printed);
                List<Outcome> outcomes = outcomes(text);
                if (!ended
                        || outcomes.isEmpty()
                        || node.exitValue() != 0 && outcomes.stream().allMatch(Outcome::passed)) {
                    outcomes.add(new Outcome(file.getFileName() + " comes to its end", false, false, text));
                }
                return outcomes;
            } finally {
                node.destroyForcibly();
            }
        } finally {
            Files.delete(printed);
        }
    }

    private static List<Outcome> outcomes(String tap) {
        List<Outcome> outcomes = new ArrayList<>();
        Matcher open = null;
        StringBuilder details = new StringBuilder();
        for (String line : (Iterable<String>) tap.lines()::iterator) {
            Matcher outcome = OUTCOME.matcher(line);
            if (outcome.matches()) {
                close(open, details, outcomes);
                open = outcome;
            } else if (open != null && line.startsWith(" ")) {
                details.append(line).append('\n');
            }
        }
        close(open, details, outcomes);
        return outcomes;
    }

    private static void close(Matcher outcome, StringBuilder details, List<Outcome> outcomes) {
        if (outcome != null) {
            outcomes.add(new Outcome(
                    outcome.group("sentence"),
                    outcome.group("not") == null,
                    outcome.group("skip") != null,
                    details.toString()));
            details.setLength(0);
        }
    }

    private static NodeJs missing(String message) {
        System.err.println("\n" + "!".repeat(100) + "\n" + message + "\n" + "!".repeat(100) + "\n");
        if (System.getProperty("parley.node", "auto").equals("required")) {
            return Assertions.fail(message);
        }
        return Assumptions.abort(message);
    }
}

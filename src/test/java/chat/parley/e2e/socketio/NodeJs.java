package chat.parley.e2e.socketio;

import chat.parley.e2e.host.Interpreter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine's own Node, which runs the tests in src/test/node. Maven fetches neither Node nor its packages. */
public final class NodeJs {
    static final Path TESTS = Path.of(System.getProperty("parley.build", "target"))
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

    private final Interpreter node;

    private NodeJs(Interpreter node) {
        this.node = node;
    }

    /** Skips the tests without Node or the packages, or fails them if {@code parley.node} is {@code required}. */
    public static NodeJs find() throws IOException, InterruptedException {
        Interpreter node = Interpreter.find(
                "node",
                "node",
                "NO NODE (18 or newer), SO THE TESTS WITH JAVASCRIPT CLIENTS DO NOT RUN. Install one (apt-get install nodejs npm), or name it in the environment: PARLEY_NODE=/path/to/node",
                "--version");
        if (!Files.isDirectory(MODULES)) {
            return Interpreter.missing(
                    "node",
                    "NO src/test/node/node_modules, SO THE TESTS WITH JAVASCRIPT CLIENTS DO NOT RUN. Fetch them: npm ci --prefix src/test/node");
        }
        return new NodeJs(node);
    }

    /** Runs a module that may import the packages. Returns what it has printed. */
    public String run(String module, Map<String, String> environment) throws IOException, InterruptedException {
        return node.run(TESTS, environment, "--input-type=module", "--eval", module);
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
            ProcessBuilder builder = new ProcessBuilder(
                            node.executable().toString(), "--test-reporter=tap", file.toString())
                    .redirectErrorStream(true);
            builder.environment().put("PARLEY_URL", host.toString());
            builder.environment().put("PARLEY_CONTROL", control.toString());
            Process process = builder.redirectOutput(printed.toFile()).start();
            try {
                boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
                String text = Files.readString(printed);
                List<Outcome> outcomes = outcomes(text);
                if (!ended
                        || outcomes.isEmpty()
                        || process.exitValue() != 0 && outcomes.stream().allMatch(Outcome::passed)) {
                    outcomes.add(new Outcome(file.getFileName() + " comes to its end", false, false, text));
                }
                return outcomes;
            } finally {
                process.destroyForcibly();
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
}

package chat.parley.e2e.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine that runs scripts. */
public record Interpreter(Path executable) {
    /** Where Debian has servers; only root's path names it. */
    private static final String SERVERS = "/usr/sbin";

    /**
     * The one in the environment variable {@code PARLEY_LANGUAGE}, or the first on the path. Skips the test if there is
     * none, or fails it if the system property {@code parley.language} is {@code required}.
     *
     * @param probe arguments that it must accept: they show that it has what the tests need
     */
    public static Interpreter find(String language, String name, String remedy, String... probe)
            throws IOException, InterruptedException {
        Stream<String> named = Stream.ofNullable(System.getenv("PARLEY_" + language.toUpperCase(Locale.ROOT)));
        Stream<String> onPath = Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of(SERVERS))
                .map(folder -> folder + File.separator + name);
        for (Path path : Stream.concat(named, onPath)
                .map(Path::of)
                .filter(Files::isExecutable)
                .toList()) {
            Interpreter found = new Interpreter(path);
            if (found.start(Path.of("."), Map.of(), probe).waitFor() == 0) {
                return found;
            }
        }
        return missing(language, remedy);
    }

    /** Skips the test, or fails it if the system property {@code parley.language} is {@code required}. */
    public static <T> T missing(String language, String remedy) {
        System.err.println("\n" + "!".repeat(100) + "\n" + remedy + "\n" + "!".repeat(100) + "\n");
        if (System.getProperty("parley." + language, "auto").equals("required")) {
            return Assertions.fail(remedy);
        }
        return Assumptions.abort(remedy);
    }

    /** Runs it in the folder until it ends, which must be a success. Returns what it has printed, on both streams. */
    public String run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(folder, environment, arguments);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.strip();
    }

    private Process start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}

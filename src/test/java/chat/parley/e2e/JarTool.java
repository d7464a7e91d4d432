package chat.parley.e2e;

import chat.parley.e2e.host.ClassArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code java -jar parley.jar TOOL … --data DIR}. */
final class JarTool {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of(System.getProperty("parley.build", "target"), "parley.jar");

    /** @param text everything that the tool printed */
    record Said(int exitCode, String text) {}

    private JarTool() {}

    static Said run(Path data, String... words) throws IOException, InterruptedException {
        Process process = start(data, words);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    static Process start(Path data, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(JAVA.toString(), ClassArchive.option(), "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}

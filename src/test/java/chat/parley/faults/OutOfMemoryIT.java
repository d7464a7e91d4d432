package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's command on a heap that is too small. */
@FaultTest
@EmbeddedOnly
class OutOfMemoryIT {
    private static final int END_SECONDS = 120;
    /** HotSpot's exit code for ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    @Test
    void theProcessEndsSoThatASupervisorStartsItAgain() throws Exception {
        Process server = start("-Xmx5m");
        try {
            assertTrue(server.waitFor(END_SECONDS, TimeUnit.SECONDS), "the server is still running");
            assertEquals(OUT_OF_MEMORY, server.exitValue());
        } finally {
            server.destroyForcibly();
        }
    }

    private static Process start(String heap) throws IOException {
        String command;
        try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
            command = lines.filter(line -> line.matches("java .*-jar target/parley.jar --.*"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap));
        words.addAll(List.of(
                command.substring("java ".length(), command.indexOf(" --")).split(" +")));
        words.addAll(List.of(
                "--port",
                Integer.toString(Ports.free()),
                "--data",
                Ground.fresh("memory").data().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_") || name.endsWith("JAVA_OPTIONS"));
        return builder.start();
    }
}

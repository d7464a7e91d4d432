package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Setting;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images, as far as they can be checked without building them. */
class DockerfilesTest {
    private static final Set<String> INSTRUCTIONS =
            Set.of("FROM", "RUN", "COPY", "USER", "WORKDIR", "VOLUME", "ENV", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT");
    /** What Maven builds; see the first lines of each file. */
    private static final Set<String> BUILT =
            Set.of("target/parley.jar", "target/parley.war", "target/wildfly", "target/payara/payara-micro.jar");

    private static final String DATA = "/var/lib/parley";
    private static final String FLAG = "-XX:+ExitOnOutOfMemoryError";
    private static final int OK = 200;
    private static final int FAILING = 503;

    private record Instruction(String name, String rest) {}

    private static List<Instruction> instructions(String file) {
        String text = Pattern.compile("^\\s*#.*\\n", Pattern.MULTILINE)
                .matcher(DeployFiles.text("docker/" + file))
                .replaceAll("")
                .replaceAll("\\\\\\n\\s*", "");
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> new Instruction(line.split(" ", 2)[0], line.split(" ", 2)[1]))
                .toList();
    }

    private static String only(List<Instruction> instructions, String name) {
        List<String> found = instructions.stream()
                .filter(instruction -> instruction.name().equals(name))
                .map(Instruction::rest)
                .toList();
        assertEquals(1, found.size(), name);
        return found.get(0);
    }

    private static List<String> words(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList();
        }
    }

    private static Map<String, String> environment(List<Instruction> instructions) {
        Map<String, String> variables = new HashMap<>();
        Stream.of(only(instructions, "ENV").split("\\s+"))
                .forEach(pair -> variables.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        return variables;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.wildfly", "Dockerfile.payara"})
    void theServerRunsAsAUserOfItsOwnOnAVolume(String file) {
        List<Instruction> instructions = instructions(file);
        assertEquals(
                List.of(),
                instructions.stream()
                        .map(Instruction::name)
                        .filter(name -> !INSTRUCTIONS.contains(name))
                        .toList());
        assertEquals("FROM", instructions.get(0).name());
        String user = only(instructions, "USER");
        assertTrue(Integer.parseInt(user) > 0);
        assertTrue(instructions.get(1).rest().contains("--uid " + user + " --home-dir " + DATA));
        assertEquals(DATA, only(instructions, "VOLUME"));
        assertEquals(DATA, environment(instructions).get("PARLEY_DATA"));
        assertEquals(
                List.of(),
                environment(instructions).keySet().stream()
                        .filter(name -> name.startsWith("PARLEY_")
                                && Stream.of(Setting.values())
                                        .noneMatch(known -> name.equals("PARLEY_" + known.name())))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.wildfly", "Dockerfile.payara"})
    void everythingCopiedExistsOrIsBuilt(String file) {
        List<String> sources = new ArrayList<>();
        for (Instruction instruction : instructions(file)) {
            if (instruction.name().equals("COPY")) {
                String[] words =
                        instruction.rest().replaceAll("--chown=\\S+ ", "").split(" ");
                assertEquals(2, words.length, instruction.rest());
                sources.add(words[0]);
            }
        }
        assertTrue(sources.stream().anyMatch(BUILT::contains), sources.toString());
        assertEquals(
                List.of(),
                sources.stream()
                        .filter(source -> !BUILT.contains(source) && !Files.exists(Path.of(source)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.wildfly", "Dockerfile.payara"})
    void javaGetsTheSignalsAndEndsWhenMemoryHasRunOut(String file) {
        List<Instruction> instructions = instructions(file);
        List<String> command = words(only(instructions, "ENTRYPOINT"));
        if (command.get(0).equals("java")) {
            assertTrue(command.indexOf(FLAG) > 0 && command.indexOf(FLAG) < command.indexOf("-jar"));
        } else {
            assertEquals("true", environment(instructions).get("LAUNCH_JBOSS_IN_BACKGROUND"));
            assertTrue(instructions.stream()
                    .anyMatch(instruction -> instruction.name().equals("RUN")
                            && instruction.rest().contains(FLAG + "\"' >> /opt/wildfly/bin/standalone.conf")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.wildfly", "Dockerfile.payara"})
    void theHealthCheckKnowsAReadyServer(String file) throws Exception {
        List<Instruction> instructions = instructions(file);
        List<String> command = words(only(instructions, "HEALTHCHECK").replaceFirst("^(--\\S+ )+\\s*CMD ", ""));
        String port = only(instructions, "EXPOSE");
        assertEquals(List.of("bash", "-c"), command.subList(0, 2));
        assertTrue(command.get(2).contains("/dev/tcp/127.0.0.1/" + port + " "), command.get(2));
        AtomicInteger status = new AtomicInteger(OK);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean asksForReadiness = exchange.getRequestURI().getPath().equals("/health/ready");
            exchange.sendResponseHeaders(asksForReadiness ? status.get() : FAILING, -1);
            exchange.close();
        });
        server.start();
        try {
            String script = command.get(2)
                    .replace("/" + port + " ", "/" + server.getAddress().getPort() + " ");
            assertEquals(0, run(script));
            status.set(FAILING);
            assertNotEquals(0, run(script));
            server.stop(0);
            assertNotEquals(0, run(script));
        } finally {
            server.stop(0);
        }
    }

    private static int run(String script) throws Exception {
        return new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

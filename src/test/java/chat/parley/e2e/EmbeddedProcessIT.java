package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.client.Chatter;
import chat.parley.client.RawHttp;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Ports;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code java -jar parley.jar} as a process: options, exit codes, shutdown. Always starts the jar, whatever host
 * other tests run on.
 */
@EmbeddedOnly
class EmbeddedProcessIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of(System.getProperty("parley.build", "target"), "parley.jar");
    private static final Pattern READY = Pattern.compile(".* INFO Parley is running at (http://\\S+/) .*");
    private static final Pattern LINK = Pattern.compile(".* INFO Parley has no owner yet\\. .* at (http://\\S+)");
    private static final Pattern VERSION =
            Pattern.compile("parley ([0-9]+\\.[0-9]+\\.[0-9]+\\S*) \\(commit \\S+\\) on Java [0-9].*\\R");
    private static final long START_SECONDS = 30;
    private static final long END_SECONDS = 5;
    private static final int RESTARTS = 1012;

    @TempDir
    Path data;

    private Process parley;

    @AfterEach
    void end() throws InterruptedException {
        if (parley != null) {
            parley.destroyForcibly().waitFor();
        }
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        start(Map.of(), "--help");
        String out = text(parley.getInputStream().readAllBytes());
        assertEquals(0, exitCode());
        for (String option : List.of("--port", "--host", "--ping-interval", "--help", "PARLEY_PORT")) {
            assertTrue(out.contains(option), out);
        }
    }

    @Test
    void theVersionIsToldWhenAskedForAndAtTheStart() throws Exception {
        start(Map.of(), "--version");
        String told = text(parley.getInputStream().readAllBytes());
        assertEquals(0, exitCode());
        Matcher parts = VERSION.matcher(told);
        assertTrue(parts.matches(), told);
        start(Map.of(), "--port=0");
        String first = parley.inputReader(StandardCharsets.UTF_8).readLine();
        assertTrue(first.contains(" INFO Parley " + parts.group(1) + " on Java "), first);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PARLEY_RATE, No problems found",
        "1, PARLEY_RETENTON, did you mean PARLEY_RETENTION?",
        "2, PARLEY_BURST, error: burst is 7d"
    })
    void theCheckTellsByItsExitCodeHowBadItIs(int code, String variable, String said) throws Exception {
        String value = code == 0 ? "7" : "7d";
        start(Map.of(variable, value), "check", "--port=0", "--max-sessions=10");
        String out = text(parley.getInputStream().readAllBytes());
        assertEquals(code, exitCode(), out);
        assertTrue(out.contains(said), out);
    }

    @Test
    void anIpv6AddressIsTakenAndToldAsInAUrl() throws Exception {
        assumeTrue(hasIpv6(), "no IPv6 on this machine");
        start(Map.of(), "--port=0", "--host=[::1]");
        URI page = ready();
        assertEquals("[::1]", page.getHost());
        new Socket("::1", page.getPort()).close();
    }

    @Test
    void aServerForAllThatWouldLetInNobodySaysWhatToSet() throws Exception {
        start(Map.of(), "--port=0", "--host=0.0.0.0");
        assertEquals(
                "parley: nobody could chat: set accounts=true, oidc or token-keys so that people can sign in, or"
                        + " guests=true so that a name is enough",
                errors().get(0));
        assertEquals(2, exitCode());
        start(Map.of(), "--port=0", "--host=0.0.0.0", "--guests=true");
        ready();
    }

    /** Passkeys need a name, and what a browser knows under an address it does not know under the name. */
    @Test
    void theLinkForTheFirstOwnerHasANameThatBrowsersReach() throws Exception {
        start(Map.of(), "--port=0", "--accounts=true");
        URI page = ready();
        String line = parley.inputReader(StandardCharsets.UTF_8).readLine();
        Matcher link = LINK.matcher(line);
        assertTrue(link.matches(), line);
        URI setUp = URI.create(link.group(1));
        assertEquals("localhost:" + page.getPort(), setUp.getAuthority());
        assertEquals(303, RawHttp.get(setUp, setUp.getRawPath()).status(), "leads to the page");
    }

    private static boolean hasIpv6() {
        try (ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return loopback.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--nonsense, --nonsense",
        "--port, --port",
        "--portal=80, --portal",
        "--retenton=7d, --retention?",
        "8080, 8080"
    })
    void whatIsNoOptionIsAnsweredWithTheUsage(String argument, String named) throws Exception {
        start(Map.of(), argument);
        List<String> said = errors();
        assertEquals(2, exitCode());
        assertTrue(said.get(0).startsWith("parley: ") && said.get(0).contains(named), said.get(0));
        assertTrue(said.get(1).startsWith("Usage: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=65536",
                "--port=-1",
                "--port=http",
                "--rate=0",
                "--ping-interval=soon",
                "--ping-interval=0s",
                "--origins=example.org",
                "--max-frame=1"
            })
    void aValueThatMakesNoSenseIsAnsweredWithWhatWould(String argument) throws Exception {
        start(Map.of(), argument);
        List<String> said = errors();
        assertEquals(2, exitCode());
        assertTrue(
                said.get(0).matches("parley: [a-z-]+ is .* \\(from the option --[a-z-]+\\); it must be .*"),
                said.get(0));
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            start(Map.of(), "--port", port);
            List<String> said = errors();
            assertEquals(1, exitCode());
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.get(0).startsWith("parley: ") && said.get(0).contains(port), said.get(0));
        }
    }

    @Test
    void theEnvironmentSetsWhatTheCommandLineDoesNot() throws Exception {
        String free = Integer.toString(Ports.free());
        start(Map.of("PARLEY_PORT", free, "PARLEY_PING_INTERVAL", "3s"), "--ping-interval=7s");
        URI page = ready();
        assertEquals(free, Integer.toString(page.getPort()));
        try (Chatter mira = Chatter.connect(URI.create("ws://" + page.getAuthority() + "/ws"))) {
            assertEquals(7_000, mira.ask("hello", "name", "Mira").json().getInt("pingInterval"));
        }
    }

    @Test
    void theVariablesOfAKubernetesServiceAreNoSettings() throws Exception {
        Map<String, String> service = Map.of(
                "PARLEY_PORT",
                "tcp://10.96.0.1:8080",
                "PARLEY_SERVICE_HOST",
                "10.96.0.1",
                "PARLEY_SERVICE_PORT",
                "8080");
        // The context is read after the port, and its error ends the start before the server listens on 8080.
        start(service, "--context=chat");
        List<String> said = errors();
        assertTrue(said.get(0).startsWith("parley: context is chat "), said.get(0));
    }

    @Test
    void aMisspeltVariableIsReportedAtTheStart() throws Exception {
        start(Map.of("PARLEY_RETENTON", "7d"), "--port=0");
        String warning = " WARNING The environment variable PARLEY_RETENTON is not a Parley setting and is ignored;"
                + " did you mean PARLEY_RETENTION?";
        BufferedReader out = parley.inputReader(StandardCharsets.UTF_8);
        out.readLine(); // the version
        assertTrue(out.readLine().endsWith(warning));
        ready();
    }

    /** Java decodes arguments and variables with the locale's encoding, and does not report failures. */
    @Test
    void whatTheLocaleCannotDecodeIsRefusedByName() throws Exception {
        Map<String, String> plain = Map.of("LC_ALL", "C");
        start(plain, "--retention=büro=7d");
        assertRefused("parley: retention is ");
        start(Map.of("LC_ALL", "C", "PARLEY_RETENTION", "büro=7d"), "--port=0");
        assertRefused("parley: retention is ");
        start(plain, "export", "büro", data.resolve("room.jsonl").toString());
        assertRefused("parley: the argument b");
    }

    private void assertRefused(String beginning) throws Exception {
        List<String> said = errors();
        assertEquals(2, exitCode());
        assertTrue(said.get(0).startsWith(beginning) && said.get(0).contains("LC_ALL=C.UTF-8"), said.get(0));
    }

    @Test
    void aTemporaryDirectoryThatTakesNoLibraryIsNamedWithWhatToSet() throws Exception {
        Path taken = Files.writeString(data.resolve("file"), "no directory");
        start(Map.of("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.tmpdir=" + taken), "--port=0");
        List<String> said = errors();
        assertEquals(1, exitCode());
        String last = said.get(said.size() - 1);
        assertTrue(
                last.startsWith("parley: Cannot load SQLite's library from " + taken + ". ")
                        && last.contains("-Dorg.sqlite.tmpdir=DIR"),
                last);
    }

    @Test
    void itListensOnThisMachineOnlyUnlessTold() throws Exception {
        start(Map.of(), "--port=0");
        int port = ready().getPort();
        new Socket("127.0.0.1", port).close();
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", port).close());
    }

    @Test
    void itsPlaceCanBeBelowTheRoot() throws Exception {
        start(Map.of(), "--port=0", "--context=/chat");
        URI page = ready();
        assertEquals("/chat/", page.getPath());
        assertEquals(200, RawHttp.get(page, "/chat/").status());
        assertEquals(404, RawHttp.get(page, "/chat/WEB-INF/web.xml").status());
        try (Chatter mira = Chatter.connect(URI.create("ws://" + page.getAuthority() + "/chat/ws"))) {
            assertTrue(mira.ask("ping").is("pong"));
        }
    }

    @Test
    void askedToEndItSaysGoodbyeAndEnds() throws Exception {
        start(Map.of(), "--port=0", "--drain-time=1s");
        URI page = ready();
        List<Chatter> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(Chatter.connect(URI.create("ws://" + page.getAuthority() + "/ws")));
        }
        parley.toHandle().destroy(); // Process.destroy would also close its streams
        assertTrue(parley.waitFor(END_SECONDS, TimeUnit.SECONDS), "still running");
        clients.forEach(client -> assertEquals(RESTARTS, client.awaitClose()));
        assertTrue(List.of(0, 130, 143).contains(parley.exitValue()), "exit code " + parley.exitValue());
        assertFalse(text(parley.getErrorStream().readAllBytes()).contains("Exception"));
        List<String> log = parley.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertTrue(log.get(log.size() - 1).endsWith(" INFO Parley has stopped"), log.toString());
        assertTrue(log.stream().noneMatch(line -> line.contains("Exception")), log.toString());
    }

    @Test
    void eachEventAndEachResponseIsAJsonObjectIfAskedFor() throws Exception {
        Path access = data.resolve("access.log");
        start(Map.of(), "--port=0", "--log-format=json", "--access-log=" + access, "--rate=1000");
        BufferedReader out = parley.inputReader(StandardCharsets.UTF_8);
        JsonObject version = json(out.readLine());
        assertTrue(version.getString("message").startsWith("Parley "), version.toString());
        String message = json(out.readLine()).getString("message");
        URI page = URI.create(message.replaceFirst("Parley is running at (\\S+) .*", "$1"));
        RawHttp.get(page, "/invite/s3cret?token=s3cret");
        RawHttp.get(page, "/%zz?token=s3cret");
        try (Chatter mira = Chatter.connect(URI.create("ws://" + page.getAuthority() + "/ws?s3cret"))) {
            mira.ask("ping");
        }
        parley.toHandle().destroy();
        assertTrue(parley.waitFor(END_SECONDS, TimeUnit.SECONDS), "still running");
        List<JsonObject> responses =
                Files.readAllLines(access).stream().map(EmbeddedProcessIT::json).toList();
        assertEquals(
                List.of("/invite/… 404", "/%zz 400", "/ws 101"),
                responses.stream()
                        .map(each -> each.getString("path") + " " + each.getInt("status"))
                        .toList());
        assertTrue(responses.stream().allMatch(each -> each.getString("address").equals("127.0.0.1")));
        assertFalse(Files.readString(access).contains("s3cret"));
    }

    private static JsonObject json(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private void start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(JAVA.toString(), "-Xmx128m", "-XX:+ExitOnOutOfMemoryError", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("PARLEY_")
                        || variable.endsWith("JAVA_OPTIONS")
                        || variable.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("PARLEY_DATA", data.toString());
        builder.environment().putAll(environment);
        parley = builder.start();
    }

    private URI ready() throws IOException {
        BufferedReader out = parley.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return URI.create(ready.group(1));
            }
        }
        throw new IOException("the server exited: " + errors());
    }

    private List<String> errors() throws IOException {
        return text(parley.getErrorStream().readAllBytes()).lines().toList();
    }

    private int exitCode() throws InterruptedException {
        assertTrue(parley.waitFor(START_SECONDS, TimeUnit.SECONDS), "still running");
        return parley.exitValue();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

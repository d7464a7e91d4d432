package chat.parley.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Interpreter;
import chat.parley.e2e.socketio.NodeJs;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packages of the client libraries as other applications get them, with the code on docs/client-sdk.md and in
 * docs/examples as it stands.
 */
@EmbeddedOnly
@Order(1) // slow, so it starts early
class ClientSdkPageIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final int MOST_LINES = 20;
    private static final Path BUILT =
            Path.of(System.getProperty("parley.build", "target")).toAbsolutePath();
    private static final Path SOURCES = BUILT.resolveSibling(".").normalize();
    private static final Path NODE_TESTS = SOURCES.resolve("src/test/node");
    private static final Path TYPES = NODE_TESTS.resolve("types");
    private static final Path EXAMPLES = SOURCES.resolve("docs/examples");
    private static final Path JAR = BUILT.resolve("parley-client.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String KEY = "a-secret-of-the-time-bot";

    /** Another application's folder, with the package installed. */
    @TempDir
    static Path folder;

    private static Interpreter node;
    private static Set<String> packed;
    private static Map<String, List<String>> snippets;

    private final Host host = Hosts.current();
    private final String room = UnusedRoom.name();

    @BeforeAll
    static void install() throws Exception {
        NodeJs.find();
        node = Interpreter.find("node", "node", "NO NODE", "--version");
        Interpreter npm = Interpreter.find("npm", "npm", "NO NPM, SO THE PACKAGE IS NOT TESTED", "--version");
        Path product = BUILT.resolve("npm/parley-client");
        String list = npm.run(
                folder, Map.of(), "pack", "--json", "--loglevel=error", "--pack-destination", ".", product.toString());
        JsonObject pack = array(list).get(0).asJsonObject();
        packed = new TreeSet<>(pack.getJsonArray("files")
                .getValuesAs(file -> file.asJsonObject().getString("path")));
        Path ws = NODE_TESTS.resolve("node_modules/ws");
        String file = "./" + pack.getString("filename");
        npm.run(folder, Map.of(), "install", "--offline", "--no-audit", "--no-fund", file, ws.toString());
        snippets = BLOCK.matcher(Files.readString(SOURCES.resolve("docs/client-sdk.md")))
                .results()
                .collect(groupingBy(block -> block.group(1), mapping(block -> block.group(2), toList())));
    }

    private static JsonArray array(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json.substring(json.indexOf('['))))) {
            return reader.readArray();
        }
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static String snippet(String language) {
        String snippet = snippets.get(language).get(0);
        assertTrue(snippet.lines().count() <= MOST_LINES, snippet);
        return snippet;
    }

    private String elsewhere(String code) {
        return code.replace("wss://chat.example.org/ws", host.ws().toString())
                .replace("'lobby'", "'" + room + "'")
                .replace("\"lobby\"", "\"" + room + "\"");
    }

    @Test
    void thePackageHasTheModulesWithTheirTypesAndNothingElse() throws IOException {
        Set<String> expected =
                new TreeSet<>(Set.of("LICENSE", "README.md", "package.json", "parley-client.js", "parley-client.d.ts"));
        try (Stream<Path> modules = Files.list(SOURCES.resolve("webapp/js/client"))) {
            modules.forEach(module -> expected.add("client/" + module.getFileName()));
        }
        assertEquals(expected, packed);
        for (String file : List.of("parley-client.js", "parley-client.d.ts", "client/connection.js")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            SOURCES.resolve("webapp/js").resolve(file),
                            folder.resolve("node_modules/parley-client").resolve(file)),
                    file);
        }
        JsonObject described = object(Files.readString(folder.resolve("node_modules/parley-client/package.json")));
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertEquals(
                    jar.getManifest().getMainAttributes().getValue("Implementation-Version"),
                    described.getString("version"));
        }
    }

    @Test
    void theTypesFitAStrictCompilerAndRefuseMisuse() throws Exception {
        Path types = Files.createDirectories(folder.resolve("types"));
        for (String name : List.of("uses.ts", "misuses.ts", "tsconfig.json")) {
            Files.copy(TYPES.resolve(name), types.resolve(name));
        }
        Files.createSymbolicLink(types.resolve("node_modules"), Files.createDirectories(folder.resolve("with-types")));
        Files.createSymbolicLink(
                folder.resolve("with-types/parley-client"), folder.resolve("node_modules/parley-client"));
        Files.createSymbolicLink(folder.resolve("with-types/ws"), NODE_TESTS.resolve("node_modules/ws"));
        Files.createSymbolicLink(folder.resolve("with-types/@types"), NODE_TESTS.resolve("node_modules/@types"));
        String tsc = NODE_TESTS.resolve("node_modules/typescript/bin/tsc").toString();
        assertEquals("", node.run(types, Map.of(), tsc, "-p", "."));
    }

    @Test
    void theTypesDeclareWhatTheClientHasAndTheirTestUsesAllOfIt() throws Exception {
        String declarations = SOURCES.resolve("webapp/js/parley-client.d.ts").toString();
        String list = TYPES.resolve("members.mjs").toString();
        JsonObject unused = object(node.run(
                NODE_TESTS,
                Map.of(),
                list,
                declarations,
                TYPES.resolve("uses.ts").toString()));
        unused.forEach((owner, members) -> assertEquals("[]", members.toString(), owner));

        String check = """
                import WebSocket from 'ws';
                import * as library from 'parley-client';
                const declared = %s;
                const client = library.connect({ url: '%s', name: 'Mira', WebSocket });
                const room = await client.join('%s');
                const things = { Client: client, Room: room, ParleyError: new library.ParleyError('closed') };
                for (const [name, members] of Object.entries(declared)) {
                  if (members.length === 1 && members[0] === name) continue;
                  const thing = things[name];
                  if (thing) for (const member of members) if (!(member in thing)) console.log(name, member);
                }
                for (const name of ['connect', 'newKey', 'isGuest', 'ParleyError'])
                  if (typeof library[name] !== 'function') console.log(name);
                await client.close();
                """.formatted(node.run(NODE_TESTS, Map.of(), list, declarations), host.ws(), room);
        assertEquals("", node.run(folder, Map.of(), "--input-type=module", "-e", check));
    }

    @Test
    void theQuickStartsTalk() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            mira.post(room, "Is anybody here?");
            String js = elsewhere(snippet("js"));
            awaitLines(
                    List.of(node.executable().toString(), "--input-type=module", "-e", js),
                    Set.of("Mira Is anybody here?", "Stored at 2", "Program Good morning"));
            Path java = Files.writeString(folder.resolve("QuickStart.java"), elsewhere(snippet("java")));
            awaitLines(
                    List.of(JAVA, "-XX:TieredStopAtLevel=1", "-cp", classPath(), java.toString()),
                    Set.of("Mira Is anybody here?", "Stored at 3", "Program Good morning"));
            mira.await(2, Heard.message(room, "Good morning"));
        }
    }

    /** Runs a program until it has printed these lines. */
    private static void awaitLines(List<String> command, Set<String> lines) throws Exception {
        Process program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(WaitLimit.MILLIS, TimeUnit.MILLISECONDS)
                .execute(program::destroyForcibly);
        Set<String> missing = new TreeSet<>(lines);
        StringBuilder printed = new StringBuilder();
        try (BufferedReader output = program.inputReader()) {
            String line;
            while (!missing.isEmpty() && (line = output.readLine()) != null) {
                missing.remove(line);
                printed.append(line).append('\n');
            }
            assertEquals(Set.of(), missing, printed.toString());
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    /** What an application in Java has: the client, a WebSocket client and JSON-P, and nothing else of Parley. */
    private static String classPath() {
        Stream<String> libraries = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(
                        entry -> entry.matches(
                                ".*(websocket-(client-)?api|tyrus-(client|core|spi|container-grizzly-client)"
                                        + "|grizzly-(framework|http|http-server)|json-api|parsson|activation-api)-[0-9.]+\\.jar"));
        return Stream.concat(Stream.of(JAR.toString()), libraries).collect(joining(File.pathSeparator));
    }

    @Test
    void theExportPrintsTheWholeHistory() throws Exception {
        Path program = Files.copy(EXAMPLES.resolve("export.mjs"), folder.resolve("export.mjs"));
        Host fast = Hosts.shared(Map.of("rate", "1000000", "burst", "1000000"));
        try (Chatter mira = Chatter.named("Mira", fast)) {
            mira.join(room);
            for (int i = 1; i <= 120; i++) {
                mira.post(room, "message " + i);
            }
            mira.ask("delete", "room", room, "target", 2);
            List<JsonObject> lines = node.run(
                            folder, Map.of(), program.toString(), fast.ws().toString(), room)
                    .lines()
                    .map(ClientSdkPageIT::object)
                    .toList();
            assertEquals(120, lines.size());
            assertEquals("message 120", lines.get(119).getString("text"));
            assertTrue(lines.get(1).getBoolean("deleted"));
        }
    }

    /** It is killed after each answer, so that it starts again with what it had. */
    @Test
    void theBotsAnswerOnceAlthoughTheyAreKilled() throws Exception {
        Files.copy(EXAMPLES.resolve("bot.mjs"), folder.resolve("bot.mjs"));
        String url = host.ws().toString();
        assertAnswersOnce(room, List.of(node.executable().toString(), "bot.mjs", url, room));
        String second = UnusedRoom.name();
        String bot = EXAMPLES.resolve("Bot.java").toString();
        assertAnswersOnce(second, List.of(JAVA, "-XX:TieredStopAtLevel=1", "-cp", classPath(), bot, url, second));
    }

    private void assertAnswersOnce(String where, List<String> command) throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(where);
            mira.post(where, "!time");
            for (int asked = 1; asked <= 3; asked++) {
                Process bot = start(command);
                try {
                    mira.await(
                            asked,
                            Heard.message(where).and(heard -> heard.text().startsWith("It was ")));
                } finally {
                    bot.destroyForcibly().waitFor();
                }
                if (asked < 3) {
                    mira.post(where, "!time"); // while it is dead
                }
            }
            List<Long> answered = mira.heard(Heard.message(where)).stream()
                    .filter(heard -> heard.text().startsWith("It was "))
                    .map(heard -> heard.json().getJsonNumber("replyTo").longValueExact())
                    .toList();
            assertEquals(3, Set.copyOf(answered).size(), answered.toString());
            assertEquals(3, answered.size(), answered.toString());
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("bot.log").toFile());
        builder.environment().put("BOT_KEY", KEY);
        return builder.start();
    }

    @Test
    void theJarHasTheClientOnlyAndAPomOfItsOwn() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> others = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("chat/parley/sdk/"))
                    .toList();
            assertEquals(List.of(), others);
            String pom = new String(jar.getInputStream(jar.getEntry("META-INF/maven/chat.parley/parley-client/pom.xml"))
                    .readAllBytes());
            assertTrue(pom.contains("<artifactId>parley-client</artifactId>") && !pom.contains("${"), pom);
        }
        for (String server : List.of("parley.jar", "parley.war")) {
            try (JarFile jar = new JarFile(BUILT.resolve(server).toFile())) {
                assertTrue(jar.stream().noneMatch(entry -> entry.getName().contains("chat/parley/sdk/")), server);
            }
        }
    }
}

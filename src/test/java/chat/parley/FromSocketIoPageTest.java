package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.engineio.EngineError;
import chat.parley.engineio.EngineSession;
import chat.parley.engineio.RequestParameters;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.socketio.AckCallback;
import chat.parley.socketio.Arguments;
import chat.parley.socketio.Broadcast;
import chat.parley.socketio.Namespace;
import chat.parley.socketio.Socket;
import chat.parley.socketio.SocketServer;
import chat.parley.socketio.chat.ParleyNamespace;
import chat.parley.socketio.chat.TutorialNamespace;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that docs/from-socketio.md names exists. */
class FromSocketIoPageTest {
    private static final String PAGE = Documentation.page("docs/from-socketio.md");
    private static final String PROSE = Documentation.prose("docs/from-socketio.md");
    private static final String WORDS = between("## Java server API", "## Differences from");
    private static final Pattern HYPHENATED = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");
    private static final Pattern OPTION = Pattern.compile("(?:parley\\.jar |`)--([a-z-]+)");
    private static final Pattern ROW = Pattern.compile("^\\| `.*?` \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern CALL = Pattern.compile("\\.?\\b([a-z]\\w+)\\(");
    private static final Pattern EMITTED = Pattern.compile("socket\\.(?:emit|emitWithAck)\\('([a-z-]+)'");
    private static final Pattern HEARD = Pattern.compile("socket\\.on\\('([a-z_-]+)'");
    private static final Set<String> CLIENTS_OWN = Set.of("connect", "connect_error");
    private static final List<Class<?>> CALLED = List.of(
            SocketServer.class,
            Namespace.class,
            Socket.class,
            EngineSession.class,
            Broadcast.class,
            AckCallback.class,
            Arguments.class,
            RequestParameters.class,
            Duration.class,
            CompletableFuture.class);

    @Test
    void everyHyphenatedNameIsASettingAnErrorCodeOrAnEvent() {
        assertAll(
                HYPHENATED,
                PAGE,
                name -> settings().contains(name)
                        || codes().contains(name)
                        || isOfTheTutorial(name)
                        || name.equals("server-config"));
    }

    @Test
    void everyOptionIsASetting() {
        assertAll(OPTION, PAGE, settings()::contains);
    }

    @Test
    void theLimitsAreTheDefaults() {
        assertTrue(
                PROSE.contains("`max-frame`, " + Integer.parseInt(Setting.MAX_FRAME.defaultValue()) / 1024 + " KiB"));
        assertTrue(PROSE.contains(
                "`hello-timeout`, " + Setting.HELLO_TIMEOUT.defaultValue().replace("s", " s")));
    }

    @Test
    void everyWordToEmitWithIsThere() {
        Set<String> methods = CALLED.stream()
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        String ours = ROW.matcher(WORDS).results().map(row -> row.group(1)).collect(Collectors.joining("\n"));
        assertAll(CALL, ours, methods::contains);
    }

    @Test
    void everyEventOfTheSnippetsIsHeardOrSentByTheServer() {
        Predicate<String> known = FromSocketIoPageTest::isOfTheTutorial;
        String snippets = Stream.of(PAGE.split("```"))
                .filter(block -> block.startsWith("js\n"))
                .collect(Collectors.joining());
        assertAll(EMITTED, snippets, known.or(types(Command.class)::contains));
        assertAll(HEARD, snippets, known.or(types(Event.class)::contains).or(CLIENTS_OWN::contains));
    }

    @Test
    void theNamespacesAndTheRoomAreTheServers() {
        assertTrue(PROSE.contains("There are two namespaces: `" + ParleyNamespace.NAME + "` has all")
                && PROSE.contains("`" + TutorialNamespace.NAME + "` the few"));
        assertTrue(PROSE.contains("in the room `" + TutorialNamespace.ROOM + "`"));
        assertTrue(PROSE.contains(
                "`" + Settings.read(Program.SERVER).socketIo().path().substring(1) + "`"));
    }

    @Test
    void refusalsAreInTheServersWords() {
        String refusal = new String(EngineError.UNSUPPORTED_VERSION.body(), StandardCharsets.UTF_8);
        assertTrue(refusal.contains("\"code\":5")
                && PROSE.contains("code 5 (`Unsupported protocol version`)")
                && refusal.contains("Unsupported protocol version"));
        assertTrue(new String(EngineError.TRANSPORT_UNKNOWN.body(), StandardCharsets.UTF_8).contains("\"code\":0")
                && PROSE.contains("`webtransport` with code 0"));
    }

    @Test
    void thereAreSixteenSteps() {
        assertEquals(
                16,
                Pattern.compile("^\\*\\*[0-9]+\\. ", Pattern.MULTILINE)
                        .matcher(PAGE)
                        .results()
                        .count());
    }

    private static void assertAll(Pattern pattern, String text, Predicate<String> known) {
        List<String> names = pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
        assertTrue(names.size() > 1, () -> "only " + names);
        assertEquals(List.of(), names.stream().filter(known.negate()).toList());
    }

    private static Set<String> settings() {
        return Stream.of(Setting.values()).map(Setting::key).collect(Collectors.toSet());
    }

    private static Set<String> codes() {
        return Stream.of(ErrorCode.values()).map(ErrorCode::wireName).collect(Collectors.toSet());
    }

    private static Set<String> types(Class<?> root) {
        return Stream.of(root.getAnnotation(JsonbTypeInfo.class).value())
                .map(subtype -> subtype.alias())
                .collect(Collectors.toSet());
    }

    private static boolean isOfTheTutorial(String event) {
        return Stream.of("TutorialSocket", "TutorialNamespace")
                .anyMatch(name -> read(Path.of("src/main/java/chat/parley/socketio/chat", name + ".java"))
                        .contains('"' + event + '"'));
    }

    private static String between(String from, String to) {
        return PAGE.substring(PAGE.indexOf(from), PAGE.indexOf(to));
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

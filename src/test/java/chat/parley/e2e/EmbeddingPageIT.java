package chat.parley.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Interpreter;
import chat.parley.e2e.socketio.NodeJs;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code on docs/embedding.md as it stands, against a server that is started as the page says. */
@EmbeddedOnly
class EmbeddingPageIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern OPTION = Pattern.compile(" --(\\S+) (\\S+)");
    private static final int MOST_LINES = 10;

    @TempDir
    static Path folder;

    /** By language, in order. */
    private static Map<String, List<String>> snippets;

    private static Map<String, String> secret;
    private static Host host;

    /** The page's shell commands write the keys; their last one, {@code java}, prints its arguments here. */
    @BeforeAll
    static void startTheServer() throws Exception {
        Interpreter.find("openssl", "openssl", "NO OPENSSL, SO docs/embedding.md IS NOT TESTED", "version");
        snippets = BLOCK.matcher(Files.readString(Path.of("docs/embedding.md")))
                .results()
                .collect(groupingBy(block -> block.group(1), mapping(block -> block.group(2), toList())));
        String printed = new Interpreter(Path.of("/bin/sh"))
                .run(folder, Map.of(), "-e", "-c", "java() { echo \"$SECRET\" \"$@\"; }\n" + snippet("sh", 0));
        secret = Map.of("SECRET", printed.substring(0, printed.indexOf(' ')));
        Map<String, String> settings =
                OPTION.matcher(printed).results().collect(toMap(option -> option.group(1), option -> option.group(2)));
        settings.computeIfPresent(
                "token-keys", (option, file) -> folder.resolve(file).toString());
        host = Hosts.fresh(settings);
    }

    @AfterAll
    static void stopTheServer() {
        if (host != null) {
            host.close();
        }
    }

    private static String snippet(String language, int index) {
        String snippet = snippets.get(language).get(index);
        assertTrue(snippet.lines().count() <= MOST_LINES, snippet);
        return snippet;
    }

    private static void assertNameIn(String token, String name) {
        try (Chatter chatter = Chatter.connect(host.ws())) {
            Heard welcome = TokenIT.hello(chatter, token);
            assertTrue(welcome.is("welcome"), welcome.toString());
            assertEquals(name, welcome.json().getJsonObject("member").getString("name"));
        }
    }

    @Test
    void nodeSignsAToken() throws Exception {
        String print = "console.log(await tokenFor({ id: 'user-1', name: 'Mira' }))";
        assertNameIn(NodeJs.find().run(snippet("js", 0) + print, secret), "Mira");
    }

    /** Node before 22 has no WebSocket. */
    @Test
    void theClientLibraryConnectsWithAToken() throws Exception {
        String before = """
                import WebSocket from 'ws'
                import { connect as connectTo } from '%s'
                const connect = options => connectTo({ ...options, url: '%s', WebSocket })
                const fetch = async () => new Response(await tokenFor({ id: 'user-1', name: 'Mira' }))
                """.formatted(Path.of("webapp/js/parley-client.js").toUri(), host.ws());
        String after = "console.log((await client.ready()).name); await client.close()";
        assertEquals("Mira", NodeJs.find().run(snippet("js", 0) + before + snippet("js", 1) + after, secret));
    }

    @Test
    void javaSignsAToken() throws Exception {
        Path program = Files.writeString(folder.resolve("Application.java"), """
                import com.nimbusds.jose.*;
                import com.nimbusds.jose.crypto.*;
                import com.nimbusds.jwt.*;
                import java.time.*;
                import java.util.*;

                class Application {
                    record User(String id, String name) {}

                    public static void main(String[] arguments) throws Exception {
                        System.out.println(new Application().tokenFor(new User("user-1", "Mira")));
                    }

                    %s
                }
                """.formatted(snippet("java", 0)));
        Path library = Path.of(SignedJWT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String token = new Interpreter(Path.of(System.getProperty("java.home"), "bin", "java"))
                .run(folder, secret, "-cp", library.toString(), program.toString());
        assertNameIn(token, "Mira");
    }

    @Test
    void pythonSignsAToken() throws Exception {
        Interpreter python = Interpreter.find(
                "python",
                "python3",
                "NO PYTHON WITH PYJWT, SO ITS EXAMPLE IN docs/embedding.md IS NOT TESTED. Install it (apt-get install python3-jwt), or name one in the environment: PARLEY_PYTHON=/path/to/python3",
                "-c",
                "import jwt");
        String print = "from types import SimpleNamespace\nprint(token_for(SimpleNamespace(id='user-1', name='Mira')))";
        assertNameIn(python.run(folder, secret, "-c", snippet("python", 0) + print), "Mira");
    }
}

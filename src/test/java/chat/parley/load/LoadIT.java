package chat.parley.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code parley load} against servers that keep their promises, and against some that do not. */
@EmbeddedOnly
@Timeout(120)
class LoadIT {
    private static final String POSTING = "posting";

    /** What one call has printed. */
    private record Said(int exitCode, String out, String err) {
        JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(out))) {
                return reader.readObject();
            }
        }

        int number(String field) {
            return json().getInt(field);
        }

        int count(String timing) {
            return json().getJsonObject(timing).getInt("count");
        }
    }

    private static Said load(Map<String, String> environment, Runnable atPosting, List<URI> urls, String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of(options));
        urls.forEach(url -> args.addAll(List.of("--url", url.toString())));
        PrintStream lines = new PrintStream(err, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.endsWith(POSTING)) {
                    atPosting.run();
                }
            }
        };
        int code = new LoadCommand(environment, new PrintStream(out, true, StandardCharsets.UTF_8), lines).run(args);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Said load(URI url, String... options) {
        return load(Map.of(), () -> {}, List.of(url), options);
    }

    private static String[] withJson(String options) {
        return Stream.concat(Stream.of("--json"), Stream.of(options.split(" "))).toArray(String[]::new);
    }

    private static void assertAllArrived(Said said) {
        assertEquals(0, said.exitCode(), said.toString());
        assertEquals(0, said.number("lost") + said.number("doubled") + said.number("outOfOrder"));
        assertEquals(0, said.number("unanswered") + said.number("undelivered") + said.number("disconnected"));
    }

    @Test
    void eachMessageIsMeasuredOnceForItsAuthorAndOnceForEachReader() {
        Said said = load(
                Hosts.current().ws(),
                withJson("--sessions 20 --rooms 8 --joins 2 --rate 50 --seconds 2 --warm-up 0.5 --size 300"));
        assertAllArrived(said);
        assertEquals(125, said.number("posts"));
        assertEquals(100, said.count("acks"), "without those of the warm-up");
        assertEquals(500, said.count("deliveries"), "each room has five readers");
        assertEquals(500, said.count("afterAck"));
        JsonObject acks = said.json().getJsonObject("acks");
        double p50 = acks.getJsonNumber("p50").doubleValue();
        assertTrue(p50 > 0 && p50 <= acks.getJsonNumber("max").doubleValue(), acks.toString());
    }

    @Test
    void atTheHighestRateEachSessionPostsAgainOnceItsLastIsAcknowledged() {
        Host host = Hosts.shared(Map.of("rate", "10000", "burst", "10000"));
        Said said = load(host.ws(), withJson("--sessions 4 --rooms 4 --rate max --seconds 2 --warm-up 0"));
        assertAllArrived(said);
        assertTrue(said.count("acks") > 4, () -> "each session has posted once: " + said.out());
        assertFalse(said.json().containsKey("rate"));
    }

    @Test
    void theTableSaysWhatWasMeasuredAndWhereTheMessagesAre() {
        Said said = load(Hosts.current().ws(), "--sessions=6", "--rooms=2", "--rate=20", "--seconds=1", "--warm-up=0");
        assertEquals(0, said.exitCode());
        assertTrue(said.out().startsWith("6 sessions in 2 rooms on 1 server, 20 messages/s for 1.0 s"), said.out());
        assertTrue(said.out().contains("lost 0, doubled 0, out of order 0"), said.out());
        assertTrue(said.out().matches("(?s).*acknowledged +20 +.*delivered +60 .*"), said.out());
        assertTrue(said.out().contains("The messages stay in the rooms load-"), said.out());
    }

    @Test
    @ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
    void messagesCrossTheServersOfACluster() {
        try (Host one = Hosts.fresh(Map.of(), Store.POSTGRES);
                Host two = Hosts.beside(one, Map.of())) {
            Said said = load(
                    Map.of(),
                    () -> {},
                    List.of(one.ws(), two.ws()),
                    withJson("--sessions 8 --rooms 2 --rate 40 --seconds 2 --warm-up 0.5"));
            assertAllArrived(said);
            assertEquals(160, said.count("sameServer"));
            assertEquals(160, said.count("otherServer"));
            Said killed = load(
                    Map.of(),
                    two::kill,
                    List.of(one.ws(), two.ws()),
                    withJson("--sessions 8 --rooms 2 --rate 20 --seconds 2"));
            assertAllArrived(killed);
            assertEquals(4, killed.number("reconnects"), "the sessions of the killed server moved to the other one");
        }
    }

    @Test
    void nothingIsMissedWhenTheServerDiesAndComesBack() {
        try (Host host = Hosts.fresh(Map.of())) {
            CompletableFuture<Void> restart = new CompletableFuture<>();
            Said said = load(
                    Map.of(),
                    () -> restart.completeAsync(() -> {
                        host.kill();
                        host.start();
                        return null;
                    }),
                    List.of(host.ws()),
                    withJson("--sessions 20 --rooms 4 --rate 40 --seconds 5 --settle 30"));
            restart.join();
            assertAllArrived(said);
            assertEquals(20, said.number("reconnects"));
            assertEquals(200, said.count("acks"));
            assertEquals(1_000, said.count("deliveries"));
            assertTrue(said.json().getJsonObject("errors").containsKey("connect"), said.out());
        }
    }

    @Test
    void aServerThatStaysDeadIsNoLossButNoSuccessEither() {
        try (Host host = Hosts.fresh(Map.of())) {
            Said said = load(
                    Map.of(),
                    host::kill,
                    List.of(host.ws()),
                    withJson("--sessions 6 --rooms 2 --rate 20 --seconds 1 --settle 1"));
            assertEquals(LoadFailure.INCOMPLETE, said.exitCode(), said.toString());
            assertEquals(6, said.number("disconnected"));
            assertEquals(said.number("posts"), said.number("unanswered"));
            assertEquals(0, said.number("lost"));
        }
    }

    @Test
    void aLoadThatIsEndedEarlyPrintsWhatItHasMeasured() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of(System.getProperty("parley.build", "target"), "parley.jar")
                                .toString(),
                        "load",
                        "--url=" + Hosts.current().ws(),
                        "--sessions=4",
                        "--rooms=2",
                        "--rate=20",
                        "--warm-up=0",
                        "--seconds=600")
                .start();
        try (BufferedReader err = process.errorReader();
                BufferedReader out = process.inputReader()) {
            String line = err.readLine();
            assertTrue(line.endsWith(POSTING), line);
            process.toHandle().destroy(); // like Ctrl-C; the process itself would close the streams
            String said = out.lines().collect(Collectors.joining("\n"));
            assertTrue(said.contains(" s (stopped)") && said.contains("lost 0, doubled 0, out of order 0"), said);
            assertFalse(said.contains("for 600.0 s"), said);
        }
    }

    private static Said through(FrameRelay.Damage damage) throws IOException {
        try (FrameRelay relay = new FrameRelay(Hosts.current().ws(), damage)) {
            Said said = load(
                    relay.address(), withJson("--sessions 4 --rooms 1 --rate 30 --seconds 1 --warm-up 0 --settle 1"));
            assertEquals(LoadReport.BROKEN_PROMISE, said.exitCode(), said.toString());
            return said;
        }
    }

    /** Does nothing until the fifth message. */
    private static FrameRelay.Damage atTheFifth(FrameRelay.Damage damage) {
        int[] frames = {0};
        return frame -> ++frames[0] == 5 ? damage.instead(frame) : List.of(frame);
    }

    @Test
    void aMessageThatGetsLostIsNoticed() throws IOException {
        Said said = through(atTheFifth(frame -> List.of()));
        assertEquals(1, said.number("lost"));
        assertEquals(0, said.number("doubled") + said.number("outOfOrder"));
        assertEquals(119, said.count("deliveries"));
    }

    @Test
    void theLastMessagesThatGetLostAreNoticed() throws IOException {
        int[] frames = {0};
        Said said = through(frame -> ++frames[0] >= 5 ? List.of() : List.of(frame));
        assertEquals(120 - said.count("deliveries"), said.number("lost"));
        assertEquals(0, said.number("doubled") + said.number("outOfOrder"));
    }

    @Test
    void aMessageThatComesTwiceIsNoticed() throws IOException {
        Said said = through(atTheFifth(frame -> List.of(frame, frame)));
        assertEquals(1, said.number("doubled"));
        assertEquals(0, said.number("lost") + said.number("outOfOrder"));
        assertEquals(120, said.count("deliveries"));
    }

    @Test
    void messagesInTheWrongOrderAreNoticed() throws IOException {
        List<byte[]> held = new ArrayList<>();
        int[] frames = {0};
        Said said = through(frame -> {
            if (++frames[0] == 5) {
                held.add(frame);
                return List.of();
            }
            return frames[0] == 6 ? List.of(frame, held.get(0)) : List.of(frame);
        });
        assertEquals(1, said.number("outOfOrder"));
        assertEquals(0, said.number("lost") + said.number("doubled"));
        assertEquals(120, said.count("deliveries"));
    }

    @Test
    void aFullServerIsNamed() {
        try (Host host = Hosts.fresh(Map.of("max-sessions", "5"))) {
            Said said = load(host.ws(), "--sessions=10", "--rooms=1");
            assertEquals(LoadFailure.INCOMPLETE, said.exitCode());
            assertTrue(said.err().contains("code 1013") && said.err().contains("see max-sessions"), said.err());
            assertTrue(said.err().contains("of 10 sessions are connected"), said.err());
            assertEquals("", said.out());
        }
    }

    @Test
    void theLimitOfASessionIsCountedAndExplained() {
        Host host = Hosts.shared(Map.of("rate", "5", "burst", "10"));
        Said said = load(host.ws(), "--sessions=2", "--rooms=1", "--rate=60", "--seconds=1", "--warm-up=0");
        assertEquals(0, said.exitCode(), "nothing that was acknowledged is lost");
        assertTrue(said.out().contains("error rate-limited: "), said.out());
        assertTrue(said.out().contains("use more --sessions"), said.out());
    }

    @Test
    void sessionsSignInWithTokensThatNobodySees(@TempDir Path folder) throws IOException {
        Host host = Hosts.shared(TokenIssuer.REQUIRED);
        String mira = TokenIssuer.SHARED.token("mira", "Mira");
        String jonas = TokenIssuer.SHARED.token("jonas", "Jonas");
        Path file = Files.writeString(folder.resolve("tokens"), mira + "\n" + jonas + "\n");
        String options = "--sessions 4 --rooms 2 --rate 20 --seconds 1";
        Said said = load(host.ws(), withJson(options + " --token-file " + file));
        assertAllArrived(said);
        Said variable = load(Map.of(LoadTokens.VARIABLE, mira), () -> {}, List.of(host.ws()), withJson(options));
        assertAllArrived(variable);
        Said guests = load(host.ws(), withJson(options));
        assertEquals(LoadFailure.INCOMPLETE, guests.exitCode());
        assertTrue(guests.err().contains("the server refused hello (unauthorized)"), guests.err());
        Said wrong =
                load(Map.of(LoadTokens.VARIABLE, mira.substring(1)), () -> {}, List.of(host.ws()), withJson(options));
        assertEquals(LoadFailure.INCOMPLETE, wrong.exitCode());
        for (Said each : List.of(said, variable, guests, wrong)) {
            assertFalse(each.toString().contains(mira.substring(20)), each.toString());
        }
    }

    @Test
    void anAddressWithoutAServerIsNamed() {
        try (Host host = Hosts.fresh(Map.of())) {
            host.kill();
            Said said = load(host.ws(), "--sessions=3", "--rooms=1");
            assertEquals(LoadFailure.INCOMPLETE, said.exitCode());
            assertTrue(said.err().startsWith("parley: Cannot connect to " + host.ws()), said.err());
        }
        Said page = load(URI.create(Hosts.current().http() + "api"), "--sessions=3", "--rooms=1");
        assertTrue(page.err().contains("HTTP 404; is this Parley's WebSocket?"), page.err());
    }
}

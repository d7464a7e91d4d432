package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client of good will sends. Somebody stands by in the same room, and must not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {
    private static final int LIMIT = 64 * 1024;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final List<Integer> CUT_OFF_AS_TOO_BIG = List.of(1009, 1011, RawSocket.CUT);
    private static final long ALLOWED_MEGABYTES = 32;
    private static final int ALLOWED_THREADS = 40;

    private final Host host = Hosts.current();
    private final String room = Room.unused();
    private Chatter bystander;
    private Vitals before;

    @BeforeAll
    void standBy() throws Exception {
        bystander = Chatter.named("Bystander", host);
        bystander.join(room);
        before = Vitals.of(host);
    }

    @AfterAll
    void nothingWasNoticed() throws Exception {
        try (Chatter watching = bystander; Chatter friend = Chatter.named("Friend", host)) {
            friend.join(room);
            friend.post(room, "Was there anything?");
            assertEquals(1, watching.await(Heard.message(room)).offset());
            assertTrue(watching.heard(event -> event.is("error")).isEmpty());
            Vitals after = Vitals.of(host);
            assertTrue(after.megabytesAbove(before) < ALLOWED_MEGABYTES, before + " became " + after);
            assertTrue(after.threads() - before.threads() < ALLOWED_THREADS, before + " became " + after);
        }
    }

    static Stream<String> malformed() {
        return Stream.of(
                "{\"y\":{", "{\"y\":[", "{\"type\":\"ping\",\"y\":{", "", " ", "{", "nonsense", "\u0000",
                "[]", "[{\"type\":\"ping\"}]", "7", "null", "\"ping\"",
                "{}", "{\"type\":null}", "{\"type\":5}", "{\"type\":{\"type\":\"ping\"}}",
                "{\"type\":\"ping\"}x", "{\"type\":\"ping\"}{\"type\":\"ping\"}", "{\"type\":\"ping\"} [", "{\"type\":\"ping\"}\u0000",
                "{\"type\":\"ping\",\"type\":\"rooms\"}", "{\"type\":\"ping\",\"y\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"ping\",\"ref\":7}", "{\"type\":\"ping\",\"ref\":1e400}", "{\"type\":\"join\",\"room\":[\"a\"]}",
                "{\"type\":\"join\",\"room\":\"a\",\"since\":0}", "{\"type\":\"post\",\"room\":\"a\",\"text\":true}",
                "{\"type\":\"ping\",\"y\":\"a\u0000b\"}", "{\"type\":\"ping\",\"y\":\"\\x\"}", "{\"type\":\"ping\",\"y\":\"\\ud8\"}",
                "{'type':'ping'}", "{\"type\":\"ping\",}", "{\"type\":\"ping\",\"y\":NaN}", "{\"type\":\"ping\",\"y\":01}",
                "{\"type\":\"ping\",\"y\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                "{\"y\":".repeat(10_000), "[".repeat(LIMIT));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoCommandIsCalledMalformedAtOnce(String frame) {
        try (Chatter client = Chatter.named("Scribbler", host)) {
            long begin = System.nanoTime();
            client.send(frame);
            assertEquals("malformed", client.await(event -> event.is("error")).code());
            assertTrue(client.ask("ping").is("pong"), "the connection stays");
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(AT_ONCE) < 0, took.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0.", "1e", "-0.1e-"})
    void aNumberOfManyDigitsCostsNoTime(String beginning) {
        try (Chatter client = Chatter.connect(host.ws())) {
            long begin = System.nanoTime();
            client.send("{\"type\":\"ping\",\"ref\":\"p\",\"y\":" + beginning + "9".repeat(60_000) + "}");
            Heard answer = client.reply("p"); // JSON parsers are free to have a limit
            assertTrue(answer.is("pong") || Heard.error("malformed").test(answer), answer.toString());
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(AT_ONCE) < 0, took.toString());
        }
    }

    static Stream<String> strangeButHarmless() {
        return Stream.of("1e999999999", "-1e-999999999", "\"\\u0000\\ud800\"", "[[[[[[[[]]]]]]]]", "{\"type\":\"rooms\"}");
    }

    @ParameterizedTest
    @MethodSource("strangeButHarmless")
    void aFieldThatNobodyKnowsMayHoldWhatItLikes(String value) {
        try (Chatter client = Chatter.connect(host.ws())) {
            long begin = System.nanoTime();
            client.send("{\"y\":" + value + ",\"type\":\"ping\",\"ref\":\"p\"}");
            assertTrue(client.reply("p").is("pong"));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(AT_ONCE) < 0, took.toString());
        }
    }

    @Test
    void aCommandThatNobodyKnowsIsAnsweredUnderItsRef() {
        try (Chatter client = Chatter.named("Inventor", host)) {
            assertEquals("unknown-type", client.ask("dance").code());
            assertEquals("unknown-type", client.ask("malformed").code());
            assertTrue(client.ask("ping").is("pong"));
        }
    }

    @Test
    void halfCharactersAndNulReachNobody() {
        try (Chatter client = Chatter.connect(host.ws())) {
            for (String half : List.of("\\ud800", "a\\udc00b", "\\udc00\\ud800", "a\\u0000b")) {
                client.send("{\"type\":\"hello\",\"ref\":\"" + half.hashCode() + "\",\"name\":\"" + half + "\"}");
                assertEquals("invalid", client.reply("" + half.hashCode()).code(), half);
            }
            client.ask("hello", "name", "Half");
            client.join(room);
            for (String half : List.of("\\ud800", "a\\udc00b", "\\udc00\\ud800", "a\\u0000b")) {
                client.send("{\"type\":\"post\",\"ref\":\"t" + half.hashCode() + "\",\"room\":\"" + room + "\",\"text\":\"" + half + "\"}");
                assertEquals("invalid", client.reply("t" + half.hashCode()).code(), half);
            }
        }
    }

    @Test
    void aFrameOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Longwinded", host)) {
            client.send(padded(LIMIT));
            assertTrue(client.await(Heard.reply("p")).is("pong"));
            client.send(padded(LIMIT + 1));
            assertEquals(1009, client.awaitClose());
        }
    }

    @Test
    void theLimitIsInBytesAndNotInCharacters() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Longwinded", host)) {
            client.send("{\"type\":\"ping\",\"y\":\"" + "\u8a71".repeat(LIMIT / 3) + "\"}");
            assertEquals(1009, client.awaitClose());
        }
    }

    @Test
    void aFrameFarOverTheLimitIsRefused() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Longwinded", host)) {
            client.send(padded(10 * LIMIT));
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(client.awaitClose()));
        }
    }

    @Test
    void aFrameThatIsDeclaredAsHugeIsNotAwaited() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Boaster", host)) {
            int code = flood(client, RawSocket.header(true, RawSocket.TEXT, 100 << 20), new byte[LIMIT], 1_600);
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(code), "closed with " + code);
        }
    }

    @Test
    void aHundredThousandFragmentsAreOneFrameThatIsTooBig() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Stammerer", host)) {
            byte[] one = RawSocket.frame(false, RawSocket.CONTINUATION, new byte[] {'x'});
            int code = flood(client, RawSocket.frame(false, RawSocket.TEXT, new byte[] {'"'}), one, 100_000);
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(code), "closed with " + code);
        }
    }

    @Test
    void fragmentsOfNothingAreNoBurden() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Mute", host)) {
            byte[] nothing = RawSocket.frame(false, RawSocket.CONTINUATION, new byte[0]);
            client.bytes(RawSocket.frame(false, RawSocket.TEXT, new byte[0]));
            for (int i = 0; i < 100_000; i++) {
                client.bytes(nothing);
            }
            client.bytes(RawSocket.frame(true, RawSocket.CONTINUATION, ping("p")));
            assertTrue(client.await(Heard.reply("p")).is("pong"));
        }
    }

    @Test
    void aBinaryFrameIsRefused() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Machine", host)) {
            client.bytes(RawSocket.frame(true, RawSocket.BINARY, ping("p")));
            assertEquals(1003, client.awaitClose());
        }
        try (RawSocket client = RawSocket.in(room, "Large machine", host)) {
            int code = flood(client, RawSocket.header(true, RawSocket.BINARY, 100 << 20), new byte[LIMIT], 1_600);
            assertTrue(List.of(1003, 1009, 1011, RawSocket.CUT).contains(code), "closed with " + code);
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        for (byte[] bytes : List.of(new byte[] {'"', (byte) 0xc3, '"'}, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[] {(byte) 0xff})) {
            try (RawSocket client = RawSocket.in(room, "Moth", host)) {
                client.bytes(RawSocket.frame(true, RawSocket.TEXT, bytes));
                assertEquals(1007, client.awaitClose());
            }
        }
    }

    @Test
    void segmentsOfOneByteAndPingsBetweenFragmentsChangeNothing() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Dripper", host)) {
            client.drip(RawSocket.frame(true, RawSocket.TEXT, ping("whole")));
            assertTrue(client.await(Heard.reply("whole")).is("pong"));

            byte[] command = Command.of("hello", "ref", "parts", "name", "\u00fcber").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < command.length; i++) {
                client.drip(RawSocket.frame(i == command.length - 1, i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, new byte[] {command[i]}));
                client.bytes(RawSocket.frame(true, RawSocket.PING, new byte[] {'?'}));
            }
            assertEquals("already-named", client.await(Heard.reply("parts")).code());
        }
    }

    private static byte[] ping(String ref) {
        return Command.of("ping", "ref", ref).getBytes(StandardCharsets.UTF_8);
    }

    /** A command of so many bytes. */
    private static String padded(int bytes) {
        String command = "{\"type\":\"ping\",\"ref\":\"p\",\"y\":\"\"}";
        return command.replace("\"y\":\"", "\"y\":\"" + "a".repeat(bytes - command.length()));
    }

    /** Sends one thing, then the other again and again until the server has enough; how the server closes. */
    private static int flood(RawSocket client, byte[] first, byte[] again, int times) throws IOException {
        try {
            client.bytes(first);
            for (int i = 0; i < times; i++) {
                client.bytes(again);
            }
        } catch (SocketException enough) {
            // and what the server said may be lost with the connection
        }
        return client.awaitClose();
    }
}

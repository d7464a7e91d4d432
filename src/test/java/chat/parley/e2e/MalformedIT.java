package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.MeasuresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text frames that no well-behaved client sends are answered at once, and the connection stays open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@HostContract
@MeasuresServer
class MalformedIT {
    private static final int LIMIT = 64 * 1024;
    private static final int TRIES = 10;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @RegisterExtension
    final Scene scene = new Scene(Hosts.quiet());

    @RegisterExtension
    final Bystander bystander = new Bystander(scene.host(), scene.room());

    private final String room = scene.room();

    static Stream<String> malformed() {
        return Stream.of(
                "{\"y\":{",
                "{\"y\":[",
                "{\"type\":\"ping\",\"y\":{",
                "",
                " ",
                "{",
                "nonsense",
                "\u0000",
                "[]",
                "[{\"type\":\"ping\"}]",
                "7",
                "null",
                "\"ping\"",
                "{}",
                "{\"type\":null}",
                "{\"type\":5}",
                "{\"type\":{\"type\":\"ping\"}}",
                "{\"type\":\"ping\"}x",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\"} [",
                "{\"type\":\"ping\"}\u0000",
                "{\"type\":\"ping\",\"type\":\"rooms\"}",
                "{\"type\":\"ping\",\"y\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"ping\",\"ref\":7}",
                "{\"type\":\"ping\",\"ref\":1e400}",
                "{\"type\":\"join\",\"room\":[\"a\"]}",
                "{\"type\":\"join\",\"room\":\"a\",\"since\":0}",
                "{\"type\":\"post\",\"room\":\"a\",\"text\":true}",
                "{\"type\":\"ping\",\"y\":\"a\u0000b\"}",
                "{\"type\":\"ping\",\"y\":\"\\x\"}",
                "{\"type\":\"ping\",\"y\":\"\\ud8\"}",
                "{'type':'ping'}",
                "{\"type\":\"ping\",}",
                "{\"type\":\"ping\",\"y\":NaN}",
                "{\"type\":\"ping\",\"y\":01}",
                "{\"type\":\"ping\",\"y\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                "{\"y\":".repeat(10_000),
                "[".repeat(LIMIT));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoCommandIsCalledMalformedAtOnce(String frame) {
        atOnce(() -> {
            Chatter client = scene.named("Scribbler");
            client.send(frame);
            assertEquals("malformed", client.await(event -> event.is("error")).code());
            assertTrue(client.ask("ping").is("pong"), "the connection is still open");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0.", "1e", "-0.1e-"})
    void aNumberOfManyDigitsCostsNoTime(String beginning) {
        atOnce(() -> {
            Chatter client = scene.connect();
            client.send("{\"type\":\"ping\",\"ref\":\"p\",\"y\":" + beginning + "9".repeat(60_000) + "}");
            Heard answer = client.reply("p"); // JSON parsers may have limits of their own
            assertTrue(answer.is("pong") || Heard.error("malformed").test(answer), answer.toString());
        });
    }

    static Stream<String> strangeButHarmless() {
        return Stream.of(
                "1e999999999", "-1e-999999999", "\"\\u0000\\ud800\"", "[[[[[[[[]]]]]]]]", "{\"type\":\"rooms\"}");
    }

    @ParameterizedTest
    @MethodSource("strangeButHarmless")
    void aFieldThatNobodyKnowsMayHoldWhatItLikes(String value) {
        atOnce(() -> {
            Chatter client = scene.connect();
            client.send("{\"y\":" + value + ",\"type\":\"ping\",\"ref\":\"p\"}");
            assertTrue(client.reply("p").is("pong"));
        });
    }

    @Test
    void aCommandThatNobodyKnowsIsAnsweredUnderItsRef() {
        Chatter client = scene.named("Inventor");
        assertEquals("unknown-type", client.ask("dance").code());
        assertEquals("unknown-type", client.ask("malformed").code());
        assertTrue(client.ask("ping").is("pong"));
    }

    @Test
    void halfCharactersAndNulReachNobody() {
        Chatter client = scene.connect();
        for (String half : List.of("\\ud800", "a\\udc00b", "\\udc00\\ud800", "a\\u0000b")) {
            client.send("{\"type\":\"hello\",\"ref\":\"" + half.hashCode() + "\",\"name\":\"" + half + "\"}");
            assertEquals("invalid", client.reply("" + half.hashCode()).code(), half);
        }
        client.ask("hello", "name", "Half");
        client.join(room);
        for (String half : List.of("\\ud800", "a\\udc00b", "\\udc00\\ud800", "a\\u0000b")) {
            client.send("{\"type\":\"post\",\"ref\":\"t" + half.hashCode() + "\",\"room\":\"" + room + "\",\"text\":\""
                    + half + "\"}");
            assertEquals("invalid", client.reply("t" + half.hashCode()).code(), half);
        }
    }

    /** At least one of a few attempts is fast: load on the machine delays only some, expensive input delays all. */
    private static void atOnce(Runnable exchange) {
        Duration best = null;
        for (int tries = 0; tries < TRIES && (best == null || best.compareTo(AT_ONCE) >= 0); tries++) {
            long begin = System.nanoTime();
            exchange.run();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            best = best == null || took.compareTo(best) < 0 ? took : best;
        }
        assertTrue(best.compareTo(AT_ONCE) < 0, best.toString());
    }
}

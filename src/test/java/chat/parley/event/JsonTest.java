package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid commands in JSON. */
class JsonTest {
    /** Far more than parsing takes on a busy machine; without validation it would take minutes or never end. */
    private static final Duration HANGS = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "1",
                "\"hello\"",
                "[]",
                "[{\"type\":\"ping\"}]",
                "{",
                "{\"y\":{",
                "{\"y\":[",
                "{\"type\":\"ping\",\"y\":{",
                "{\"type\":\"ping\",\"y\":[[",
                "{\"type\":\"ping\"} x",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\"}\u0000",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"x\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"ping\",\"ref\":1}",
                "{\"type\":\"ping\",\"ref\":{}}",
                "{\"type\":1}",
                "{\"type\":null}",
                "{}",
                "{'type':'ping'}",
                "{\"type\":\"ping\",}",
                "{\"type\":\"ping\",\"n\":01}"
            })
    void textThatIsNotOneValidObjectIsMalformed(String text) {
        Command read = assertTimeoutPreemptively(HANGS, () -> Json.command(text));
        assertEquals(
                ErrorCode.MALFORMED,
                assertInstanceOf(Command.Malformed.class, read).refusal().code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "["})
    void deepNestingIsRefusedAtOnce(String opening) {
        String deep = "{\"type\":\"ping\",\"x\":" + opening.repeat(100_000);
        Command read = assertTimeoutPreemptively(HANGS, () -> Json.command(deep));
        assertEquals(
                ErrorCode.MALFORMED,
                assertInstanceOf(Command.Malformed.class, read).refusal().code());
    }

    @Test
    void aHugeExponentInAnUnknownFieldIsHarmless() {
        assertEquals(
                new Command.Ping("r"),
                assertTimeoutPreemptively(
                        HANGS, () -> Json.command("{\"type\":\"ping\",\"ref\":\"r\",\"x\":1e999999999}")));
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertEquals(
                new Command.Ping("r"),
                Json.command("{\"x\":{\"type\":\"post\",\"a\":[1,null]},\"type\":\"ping\",\"ref\":\"r\",\"y\":true}"));
    }

    @Test
    void anUnknownTypeIsRefusedUnderTheCommandsRef() {
        Command.Malformed read =
                assertInstanceOf(Command.Malformed.class, Json.command("{\"ref\":\"7\",\"type\":\"dance\"}"));
        assertEquals(ErrorCode.UNKNOWN_TYPE, read.refusal().code());
        assertEquals("7", read.ref());
    }

    @Test
    void anInvalidFieldIsRefusedUnderTheCommandsRef() {
        Command.Malformed read = assertInstanceOf(
                Command.Malformed.class, Json.command("{\"type\":\"post\",\"ref\":\"7\",\"room\":\"lobby\"}"));
        assertEquals(ErrorCode.INVALID, read.refusal().code());
        assertEquals("text is missing", read.refusal().getMessage());
        assertEquals("7", read.ref());
    }

    @Test
    void anInvalidRefIsNotUsedInTheReply() {
        Command.Malformed read =
                assertInstanceOf(Command.Malformed.class, Json.command("{\"type\":\"ping\",\"ref\":\"a\\nb\"}"));
        assertEquals(ErrorCode.INVALID, read.refusal().code());
        assertEquals(null, read.ref());
    }
}

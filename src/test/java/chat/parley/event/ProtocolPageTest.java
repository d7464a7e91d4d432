package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.Documentation;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks docs/protocol.md: its examples pass the server's codecs, and it covers all types and error codes. */
class ProtocolPageTest {
    private static final String PAGE = Documentation.page("docs/protocol.md");
    private static final String COMMANDS = between("## Commands", "## Replies");
    private static final String EVENTS = between("## Replies", "## How a connection ends");
    private static final Pattern CODE_ROW = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    private final Jsonb jsonb = JsonbBuilder.create();

    @TestFactory
    Stream<DynamicTest> everyCommandExampleIsParsedByTheServer() {
        return examples(COMMANDS)
                .map(example -> DynamicTest.dynamicTest(example, () -> {
                    Command command = Json.command(example);
                    assertFalse(command instanceof Command.Malformed, command::toString);
                    assertEquals(object(example), object(jsonb.toJson(command)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyEventExampleMatchesTheServersOutput() {
        return examples(EVENTS)
                .map(example -> DynamicTest.dynamicTest(
                        example,
                        () -> assertEquals(object(example), object(Json.text(jsonb.fromJson(example, Event.class))))));
    }

    @Test
    void everyTypeHasAnExample() {
        assertEquals(
                types(Command.class),
                examples(COMMANDS)
                        .map(example -> object(example).getString("type"))
                        .collect(Collectors.toSet()));
        assertEquals(
                types(Event.class),
                examples(EVENTS)
                        .map(example -> object(example).getString("type"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyExampleIsInTheSectionOfItsType() {
        for (String section : (COMMANDS + EVENTS).split("(?m)^### ")) {
            examples(section)
                    .forEach(example -> assertEquals(
                            true,
                            section.lines()
                                    .findFirst()
                                    .orElseThrow()
                                    .contains("`" + object(example).getString("type") + "`"),
                            example));
        }
    }

    @Test
    void theTableOfErrorCodesIsComplete() {
        Set<String> rows =
                CODE_ROW.matcher(EVENTS).results().map(row -> row.group(1)).collect(Collectors.toSet());
        assertEquals(Stream.of(ErrorCode.values()).map(ErrorCode::wireName).collect(Collectors.toSet()), rows);
    }

    private static Set<String> types(Class<?> root) {
        return Stream.of(root.getAnnotation(JsonbTypeInfo.class).value())
                .map(subtype -> subtype.alias())
                .collect(Collectors.toSet());
    }

    private static Stream<String> examples(String section) {
        List<String> examples = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        return examples.stream();
    }

    private static JsonObject object(String text) {
        try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String between(String from, String to) {
        return PAGE.substring(PAGE.indexOf(from), PAGE.indexOf(to));
    }
}

package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys printed in the documentation are public, so the server refuses them. */
class DocumentedKeysTest {
    /** A key in an example: in JSON, as an object's field, in a list of words, or in a header. */
    private static final Pattern GIVEN =
            Pattern.compile("(?:\\bkey['\"]?\\s*[:=,]\\s*['\"]|Bearer )([^\\s'\"`]{16,128})");

    @ParameterizedTest
    @ValueSource(strings = {"Zk3vN0c6mQm0mJt1bq2dXw", "a-secret-that-nobody-guesses"})
    void aPublishedKeyIsRefused(String key) {
        assertEquals(
                ErrorCode.INVALID,
                assertThrows(Refusal.class, () -> Command.Hello.guest(null, "Mira", key))
                        .code());
    }

    @Test
    void theDocumentationContainsNoUsableKey() throws IOException {
        List<String> printed = new ArrayList<>();
        try (Stream<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), Files.walk(Path.of("docs")))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                GIVEN.matcher(Files.readString(page))
                        .results()
                        .map(found -> page + ": " + found.group(1))
                        .forEach(printed::add);
            }
        }
        assertEquals(List.of(), printed);
    }
}

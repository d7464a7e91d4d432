package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page's list of emoji equals the library's data. */
class EmojiListTest {
    @Test
    void theListIsWhatTheLibraryHas() throws IOException {
        assertEquals(EmojiList.module(), Files.readString(EmojiList.MODULE));
    }

    @Test
    void everyEmojiHasAName() {
        List<String> lines = EmojiList.module()
                .lines()
                .skip(2)
                .filter(line -> !line.startsWith("# ") && !line.startsWith("`"))
                .toList();
        assertTrue(lines.size() > 1_000, lines.size() + " emoji");
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> !line.matches("\\S+( [a-z0-9_+]+)+(\\|.+)?"))
                        .toList());
    }
}

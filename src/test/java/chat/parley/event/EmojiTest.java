package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Emoji in reactions and names, checked against the data of net.fellbaum:jemoji. */
class EmojiTest {
    private static final Member MIRA = new Member("m", "Mira");
    private static final Member JONAS = new Member("j", "Jonas");

    private static List<JsonObject> all() throws IOException {
        try (InputStream in = EmojiTest.class.getResourceAsStream("/jemoji/emojis.json");
                JsonReader reader = jakarta.json.Json.createReader(in)) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    private static String bare(String emoji) {
        return emoji.replaceAll("[\uFE0E\uFE0F]", "");
    }

    @Test
    void everyEmojiIsAReactionWithOneCanonicalForm() throws IOException {
        Map<String, String> whole = new LinkedHashMap<>();
        all().stream()
                .filter(each -> each.getString("qualification").equals("fully-qualified"))
                .forEach(each -> whole.put(bare(each.getString("emoji")), each.getString("emoji")));
        List<String> odd = new ArrayList<>();
        for (JsonObject each : all()) {
            String typed = each.getString("emoji");
            String known = whole.get(bare(typed));
            if (known != null
                    && !Stream.of(typed, bare(typed), known)
                            .allMatch(form -> known.equals(Text.emoji("emoji", form)))) {
                odd.add(typed + " " + each.getString("description"));
            }
        }
        assertEquals(List.of(), odd);
        assertEquals(true, whole.size() > 3_000);
    }

    @Test
    void aNameMayContainAnyEmoji() throws IOException {
        List<String> odd = new ArrayList<>();
        for (JsonObject each : all()) {
            String name = "Mira " + each.getString("emoji");
            try {
                Text.name("name", name);
            } catch (Refusal e) {
                odd.add(name);
            }
        }
        assertEquals(List.of(), odd);
    }

    /** Including emoji newer than this Java version. */
    @Test
    void aMessageMayBeASingleEmoji() throws IOException {
        all().stream()
                .map(each -> each.getString("emoji"))
                .forEach(emoji -> assertEquals(emoji, Text.message("text", emoji)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "abcdefghijklmnop",
                "x\u202e",
                "\u202e",
                "👍\u202e",
                "👍👍",
                "👍 ",
                "7",
                "#",
                "+",
                ":tada:",
                "é",
                "部",
                "\u200d",
                "👍\u200d",
                "\u200d👍",
                "😀\u200d😀",
                "\ufe0f",
                "👍\ufe0fa",
                "🇩",
                "🇩🇪🇩",
                "🏴\udb40\udc67\udb40\udc7f",
                "😀🏻",
                "\ud83d",
                "→",
                "<b>",
                "\u0301",
                "👍\u0301"
            })
    void aReactionMustBeOneEmoji(String typed) {
        assertEquals(
                ErrorCode.INVALID,
                assertThrows(Refusal.class, () -> Text.emoji("emoji", typed)).code());
        assertThrows(Refusal.class, () -> new Write.React(null, "lobby", 1L, typed));
    }

    @Test
    void aLegacyReactionCanBeRemoved() {
        assertEquals("abcdefghijklmnop", new Write.Unreact(null, "lobby", 1L, "abcdefghijklmnop").emoji());
        assertEquals("❤\ufe0f", new Write.Unreact(null, "lobby", 1L, "❤").emoji());
    }

    @Test
    void storedReactionsWithTheSameEmojiAreMerged() {
        List<Reaction> stored = List.of(
                new Reaction("❤", List.of(MIRA)),
                new Reaction("word", List.of(MIRA)),
                new Reaction("❤\ufe0f", List.of(MIRA, JONAS)),
                new Reaction("👍\ufe0f", List.of(JONAS)));
        assertEquals(
                List.of(
                        new Reaction("❤\ufe0f", List.of(MIRA, JONAS)),
                        new Reaction("word", List.of(MIRA)),
                        new Reaction("👍", List.of(JONAS))),
                Reaction.normal(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mi\u200dra",
                "Mira\u200d",
                "Mi\u200cra",
                "\u200dMira",
                "👩\u200d",
                "\u200d👩",
                "😀\u200d😀",
                "👩\u200d\u200d💻",
                "👩\u200c💻",
                "👩\u200dM",
                "🏴\udb40\udc67\udb40\udc7f",
                "🏴\udb40\udc67",
                "ن\u200cم"
            })
    void aNameMustNotContainInvisibleJoiners(String typed) {
        assertThrows(Refusal.class, () -> Text.name("name", typed));
    }
}

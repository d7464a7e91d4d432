package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation and normalization of names and texts. */
class TextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mira            | Mira
            '  Mira  '      | Mira
            'Mira   Okafor' | Mira Okafor
            'Mira\u00a0Okafor' | Mira Okafor
            \uff2d\uff49\uff52\uff41 | Mira
            Toma\u0301s     | Tom\u00e1s
            \u674e\u5c0f\u9f99 | \u674e\u5c0f\u9f99
            \u0645\u064a\u0631\u0627 | \u0645\u064a\u0631\u0627
            \u2764\ufe0f    | \u2764
            """)
    void namesAreNormalised(String typed, String kept) {
        assertEquals(kept, Text.name("name", typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u3164",
                "\u200b",
                "Mi\u200bra",
                "Mi\u202era",
                "Mi\u2066ra",
                "\ufeffMira",
                "Mi\nra",
                "Mi\u0000ra",
                "Mi\u001bra",
                "Mi\u00adra",
                "Mi\u2800ra",
                "\ud800",
                "Mira\udc00",
                "\u0301",
                "Mi\u2028ra",
                "Mi\ue000ra",
                "\ufffc",
                "\ud834\udd59",
                "\u001fMira",
                "Z\u0301\u0302\u0303\u0304\u0305\u0306",
                "a\udb40\udc41"
            })
    void invisibleAndMisleadingNamesAreRefused(String typed) {
        assertEquals(
                ErrorCode.INVALID,
                assertThrows(Refusal.class, () -> Text.name("name", typed)).code());
    }

    /** Precomposed or not: the letter with its first mark may be one character. */
    @Test
    void aLetterOfANameHasAtMostFourMarks() {
        for (String letter : new String[] {"e", "x", "\u1ea5", "\u00fc", "\u0928", "\u05d0"}) {
            int own = Normalizer.normalize(letter, Normalizer.Form.NFD).length() - 1;
            for (String mark : new String[] {"\u0301", "\u0323", "\u20dd"}) {
                assertDoesNotThrow(() -> Text.name("name", letter + mark.repeat(4 - own)));
                assertThrows(Refusal.class, () -> Text.name("name", letter + mark.repeat(5 - own)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u1019\u103b\u103e\u1031\u102c\u103a",
                "\u0f56\u0f66\u0f92\u0fb2\u0f72\u0f56\u0f66",
                "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea",
                "Ng\u00f4 Th\u1ecb \u0110\u00e0o"
            })
    void namesInScriptsWithManyMarksAreAccepted(String name) {
        assertDoesNotThrow(() -> Text.name("name", name));
    }

    @Test
    void aNameHasAtMost64Characters() {
        String emoji = new String(Character.toChars(0x1F600));
        assertEquals(emoji.repeat(64), Text.name("name", emoji.repeat(64)));
        assertThrows(Refusal.class, () -> Text.name("name", "a".repeat(65)));
        assertThrows(Refusal.class, () -> Text.name("name", "a".repeat(1_000_000)));
        assertThrows(Refusal.class, () -> Text.name("name", "\ufdfa".repeat(64)), "NFKC expands it to 18 characters");
    }

    @Test
    void aTextHasAtMost8000Characters() {
        String emoji = new String(Character.toChars(0x1F600));
        assertEquals(emoji.repeat(8000), Text.message("text", emoji.repeat(8000)));
        assertThrows(Refusal.class, () -> Text.message("text", "a".repeat(8001)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "\u200b", "a\u0000", "a\u001b[31m", "\ud800", "x\udc00y", "a\rb", "a\u0085"})
    void emptyTextsAndControlCharactersAreRefused(String typed) {
        assertEquals(
                ErrorCode.INVALID,
                assertThrows(Refusal.class, () -> Text.message("text", typed)).code());
    }

    @Test
    void aTextKeepsItsLinesAndItsScript() {
        assertEquals("a\n\tb\n\u200f\u0627\u200d c", Text.message("text", "a\r\n\tb\n\u200f\u0627\u200d c"));
    }

    @Test
    void refsAndKeysAreVisibleAscii() {
        assertEquals(null, Text.ref(null));
        assertEquals("r-1", Text.ref("r-1"));
        for (String ref : new String[] {"", "a b", "\u00e9", "a".repeat(65)}) {
            assertThrows(Refusal.class, () -> Text.ref(ref), ref);
        }
        assertThrows(Refusal.class, () -> Text.key("too short"));
        assertEquals("a".repeat(16), Text.key("a".repeat(16)));
    }
}

package chat.parley.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void textThatIsPlainStays() {
        for (String text : new String[] {"", "GET /api/rooms", "Mira Okáfor 部屋 🙂"}) {
            assertSame(text, OneLine.of(text));
        }
    }

    @Test
    void whatCouldForgeALineOrTurnItAroundIsEscaped() {
        assertEquals(
                "a\\r\\nb\\tc\\u001b[2Jd\\u202ee\\u2066f\\u2028g\\u0085h\\u0000i\\ufeffj\\u007f",
                OneLine.of("a\r\nb\tc\u001b[2Jd\u202ee\u2066f\u2028g\u0085h\u0000i\ufeffj\u007f"));
    }

    @Test
    void aJsonStringEscapesThemToo() {
        assertEquals("\"say \\\"hi\\\"\\n\\\\ \\u202e\"", OneLine.json("say \"hi\"\n\\ \u202e"));
    }
}

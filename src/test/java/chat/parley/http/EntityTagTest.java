package chat.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagTest {
    private static final String TAG = "\"abc,-d\"";

    @Test
    void tagsDependOnContentAndVariant() {
        assertEquals(EntityTag.of(new byte[] {1}, ""), EntityTag.of(new byte[] {1}, ""));
        assertNotEquals(EntityTag.of(new byte[] {1}, ""), EntityTag.of(new byte[] {2}, ""));
        assertNotEquals(EntityTag.of(new byte[] {1}, ""), EntityTag.of(new byte[] {1}, "-gzip"));
        assertTrue(EntityTag.weak(new byte[0]).matches("W/\"[A-Za-z0-9_-]{22}\""));
    }

    @Test
    void everyNotationOfAKnownTagIsRecognized() {
        for (String known : List.of(
                "*",
                " * ",
                TAG,
                "W/" + TAG,
                "\"x\", " + TAG,
                TAG + ",\"x\"",
                "W/\"x\",W/" + TAG + " , \"y\"",
                "\"\"," + TAG)) {
            assertTrue(EntityTag.isKnown(TAG, List.of(known)), known);
            assertTrue(EntityTag.isKnown("W/" + TAG, List.of("\"x\"", known)), known);
        }
    }

    @Test
    void otherValuesDoNotMatch() {
        for (String known : List.of(
                "",
                "\"\"",
                "abc,-d",
                "\"abc",
                "\"x*\"",
                "\"*\"",
                "x*",
                "\"ABC,-d\"",
                "\"x\",\"abc\"",
                ",",
                "\"abc,-d",
                "\"".repeat(9_999))) {
            assertFalse(EntityTag.isKnown(TAG, List.of(known)), known);
        }
        assertFalse(EntityTag.isKnown(TAG, List.of()));
    }
}

package chat.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A load balancer finds the server of a session in its id. */
class SessionIdsTest {
    private static final String SECRET = "[A-Za-z0-9_-]{22}";

    @ParameterizedTest
    @ValueSource(strings = {"one", "chat-1.example.org", "_", ".", "a-b_c"})
    void anIdBeginsWithItsServersNameAndStaysUnguessable(String node) {
        SessionIds ids = new SessionIds(node);
        String id = ids.next();
        assertTrue(id.startsWith(node + "."), id);
        assertTrue(id.substring(node.length() + 1).matches(SECRET), id);
        assertNotEquals(id, ids.next());
    }

    @Test
    void aServerWithoutANameTellsNothing() {
        assertTrue(new SessionIds("").next().matches(SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "one, one.Yr1TgkA2T0SXRn3cB0v8zg, false",
        "one, two.Yr1TgkA2T0SXRn3cB0v8zg, true",
        "one, ONE.Yr1TgkA2T0SXRn3cB0v8zg, true",
        "one, one.two.Yr1TgkA2T0SXRn3cB0v8zg, true",
        "a.b, a.b.Yr1TgkA2T0SXRn3cB0v8zg, false",
        "a.b, b.Yr1TgkA2T0SXRn3cB0v8zg, true",
        "one, Yr1TgkA2T0SXRn3cB0v8zg, false",
        "one, .Yr1TgkA2T0SXRn3cB0v8zg, false",
        "one, '', false",
        "one, ../, false",
        "one, two.short, false",
        "one, t<o.Yr1TgkA2T0SXRn3cB0v8zg, false",
        "one, two.Yr1TgkA2T0SXRn3cB0v8zg0, false",
        "'', one.Yr1TgkA2T0SXRn3cB0v8zg, true",
        "'', Yr1TgkA2T0SXRn3cB0v8zg, false"
    })
    void onlyANameOfAnotherServerIsElsewhere(String node, String id, boolean elsewhere) {
        assertEquals(elsewhere, new SessionIds(node).isElsewhere(id));
    }
}

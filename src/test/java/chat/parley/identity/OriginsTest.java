package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may open a connection. */
class OriginsTest {
    private final Origins origins = new Origins(Set.of("https://intranet.example:8443"));

    @ParameterizedTest
    @CsvSource({
        "http://chat.example,      chat.example,      false, true",
        "http://chat.example:80,   chat.example,      false, true",
        "http://Chat.Example,      chat.example:80,   false, true",
        "http://localhost:8080,    localhost:8080,    false, true",
        "http://[::1]:8080,        [::1]:8080,        false, true",
        "http://my_host:8080,      my_host:8080,      false, true",
        "https://chat.example,     chat.example,      true,  true",
        "https://chat.example,     chat.example,      false, true",
        "http://chat.example,      chat.example,      true,  false",
        "http://chat.example:8080, chat.example,      false, false",
        "http://chat.example,      chat.example:8080, false, false",
        "http://evil.example,      chat.example,      false, false",
        "http://chat.example.evil, chat.example,      false, false",
        "http://evilchat.example,  chat.example,      false, false",
        "https://intranet.example:8443, chat.example, false, true",
        "https://intranet.example, chat.example,      false, false",
        "http://intranet.example:8443, chat.example,  false, false",
        "null,                     chat.example,      false, false",
        "ftp://chat.example,       chat.example,      false, false",
        "http://chat.example/x,    chat.example,      false, false",
        "http://u@chat.example,    chat.example,      false, false",
        "http://chat.example,      ,                  false, false"
    })
    void onlyTheOwnOriginAndConfiguredOnesAreAdmitted(String origin, String host, boolean secure, boolean admitted) {
        assertEquals(admitted, origins.admit(origin, host, secure, false));
    }

    @Test
    void aProgramNeedsNoOriginButThenBringsNoCookies() {
        assertTrue(origins.admit(null, "chat.example", false, false));
        assertFalse(origins.admit(null, "chat.example", false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example", "example.org", "https://example.org/", "null"})
    void aConfiguredOriginMustBeOne(String wrong) {
        if (wrong.equals("https://*.example")) {
            assertFalse(new Origins(Set.of(wrong)).admit("https://a.example", "b", false, false), "a star is no wildcard");
        } else {
            assertThrows(IllegalArgumentException.class, () -> new Origins(Set.of(wrong)));
        }
    }
}

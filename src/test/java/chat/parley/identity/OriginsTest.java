package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The origin check. */
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
    void onlyTheOwnAndConfiguredOriginsAreAdmitted(String origin, String host, boolean secure, boolean admitted) {
        assertEquals(admitted, origins.admits(origin, "cross-site", host, secure));
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "same-origin, true",
        "none, true",
        "cross-site, false",
        "same-site, false",
        "something-new, false"
    })
    void aRequestWithoutOriginIsAdmittedUnlessItIsCrossSite(String site, boolean admitted) {
        assertEquals(admitted, origins.admits(null, site.isEmpty() ? null : site, "chat.example", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example", "example.org", "https://example.org/", "null"})
    void anInvalidConfiguredOriginIsRefused(String wrong) {
        if (wrong.equals("https://*.example")) {
            assertFalse(new Origins(Set.of(wrong)).admits("https://a.example", null, "b", false), "* is no wildcard");
        } else {
            assertThrows(IllegalArgumentException.class, () -> new Origins(Set.of(wrong)));
        }
    }
}

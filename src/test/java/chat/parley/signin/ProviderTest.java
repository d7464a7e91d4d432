package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.identity.KeySource;
import chat.parley.identity.RoleClaim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTest {
    private static final Map<String, String> GOOGLE = Map.of(
            "google.issuer",
            "https://accounts.google.com",
            "google.client-id",
            "parley",
            "google.client-secret",
            "abc");

    private static Map<String, String> with(String key, String value) {
        Map<String, String> entries = new HashMap<>(GOOGLE);
        entries.put(key, value);
        return entries;
    }

    @Test
    void theRestHasDefaults() {
        assertEquals(
                List.of(new Provider(
                        "google",
                        "google",
                        "https://accounts.google.com",
                        "parley",
                        "abc",
                        "openid profile",
                        "name",
                        RoleClaim.NONE)),
                Provider.read(GOOGLE));
    }

    @Test
    void severalAreSorted() {
        Map<String, String> entries = with("company.issuer", " https://login.example.org/realms/x ");
        entries.put("company.client-id", "chat");
        assertEquals("[company, google]", Provider.read(entries).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "google.issuer, '', google.issuer is missing",
        "google.client-id, '', google.client-id is missing",
        "google.issuer, http://accounts.google.com, google.issuer must be an https URL",
        "google.issuer, accounts.google.com, google.issuer must be an https URL",
        "google.scopes, profile, google.scopes must contain openid",
        "google.secret, x, unknown entry google.secret; write NAME.FIELD",
        "issuer, x, unknown entry issuer; write NAME.FIELD",
        "Google.issuer, x, unknown entry Google.issuer; write NAME.FIELD",
        "other.title, Other, other.issuer is missing"
    })
    void aMistakeIsNamed(String key, String value, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> Provider.read(with(key, value)))
                .getMessage();
        assertTrue(message.startsWith(expected), message);
        assertFalse(message.contains("abc"), message);
    }

    @Test
    void anEmptyFileIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> Provider.read(Map.of()));
    }

    @Test
    void onlyThisMachineMayBeAskedWithoutTls() {
        assertTrue(KeySource.isSafe("http://127.0.0.1:8080/default"));
        assertTrue(KeySource.isSafe("http://[::1]:8080/default"));
        assertFalse(KeySource.isSafe("http://127.0.0.1.example.org/"));
        assertFalse(KeySource.isSafe("https://user@example.org/"));
        assertFalse(KeySource.isSafe("https:///x"));
        assertFalse(KeySource.isSafe("javascript:alert(1)"));
    }
}

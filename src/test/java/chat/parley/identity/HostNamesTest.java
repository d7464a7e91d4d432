package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    private static final List<String> NONE = List.of();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void onLoopbackOnlyLoopbackNamesAreAccepted(String address) {
        HostNames names = HostNames.of(NONE, NONE).listeningOn(address);
        for (String own : List.of("localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080", "localhost.")) {
            assertTrue(names.knows(own), own);
        }
        for (String foreign : List.of(
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "",
                "localhost:x",
                "localhost, evil.example",
                "evil@localhost",
                "localhost/evil.example",
                "[::2]")) {
            assertFalse(names.knows(foreign), foreign);
        }
        assertTrue(names.knows(null));
    }

    @Test
    void onOtherAddressesEveryNameIsAcceptedUnlessConfigured() {
        assertTrue(HostNames.of(NONE, NONE).listeningOn("0.0.0.0").knows("chat.example.org"));
        HostNames names =
                HostNames.of(List.of("chat.example.org", "192.0.2.1"), NONE).listeningOn("0.0.0.0");
        assertTrue(names.knows("Chat.Example.org:8443"));
        assertTrue(names.knows("192.0.2.1"));
        assertTrue(names.knows("localhost:8080"), "a health check on the same machine");
        assertFalse(names.knows("evil.example"));
        assertTrue(HostNames.of(List.of("chat.example.org"), NONE)
                .listeningOn("127.0.0.1")
                .knows("chat.example.org"));
    }

    @Test
    void probesMayUseAnyAddressButNoForeignName() {
        HostNames names = HostNames.of(List.of("chat.example.org"), NONE).listeningOn("0.0.0.0");
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            for (String own : List.of("10.0.0.8", "10.0.0.8:8080", "[2001:db8::1]:8080", "chat.example.org")) {
                assertTrue(names.knows(own, path), own);
            }
            for (String foreign : List.of("evil.example", "10.0.0.8.evil.example", "10.0.0", "2001:db8::1", "[evil]")) {
                assertFalse(names.knows(foreign, path), foreign);
            }
        }
        for (String path : List.of("/", "/health/", "/health/live/..", "/metrics;x", "/api/rooms", "/ws")) {
            assertFalse(names.knows("10.0.0.8", path), path);
        }
    }

    @Test
    void onlyAConfiguredProxySetsTheRequestedHost() {
        HostNames names = HostNames.of(NONE, List.of("10.0.0.7", "[::1]"));
        assertEquals("chat.example.org", names.requestedHost("10.0.0.8:8080", "chat.example.org", "10.0.0.7"));
        assertEquals(
                "chat.example.org",
                names.requestedHost("10.0.0.8:8080", "evil.example, chat.example.org", "0:0:0:0:0:0:0:1"));
        assertEquals("10.0.0.8:8080", names.requestedHost("10.0.0.8:8080", "evil.example", "10.0.0.9"));
        assertEquals("10.0.0.8:8080", names.requestedHost("10.0.0.8:8080", null, "10.0.0.7"));
        assertEquals("10.0.0.8:8080", names.requestedHost("10.0.0.8:8080", "evil.example", null));
    }

    @Test
    void onlyAConfiguredProxyTellsWhetherTheClientUsesTls() {
        HostNames names = HostNames.of(NONE, List.of("10.0.0.7"));
        assertTrue(names.isSecure(false, "https", "10.0.0.7"));
        assertTrue(names.isSecure(false, "http, HTTPS", "10.0.0.7"), "the proxy appends its value");
        assertFalse(names.isSecure(false, "https, http", "10.0.0.7"));
        assertFalse(names.isSecure(true, "http", "10.0.0.7"), "TLS from the proxy does not count");
        assertFalse(names.isSecure(false, "https", "10.0.0.9"));
        assertTrue(names.isSecure(true, "http", "10.0.0.9"));
        for (String nothing : List.of("", " ", ",")) {
            assertTrue(names.isSecure(true, nothing, "10.0.0.7"));
        }
        assertTrue(names.isSecure(true, null, "10.0.0.7"));
        assertFalse(names.isSecure(false, "https", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example.org", "chat.example.org:443", "chat.example.org/", "a b", ""})
    void anInvalidHostNameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> HostNames.of(List.of(name), NONE));
    }
}

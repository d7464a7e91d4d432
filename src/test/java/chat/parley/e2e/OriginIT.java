package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chat.parley.client.RawHttp;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers let any page open a WebSocket to any server; it is the server that must ask where the page comes from. */
@HostContract
class OriginIT {
    private static final int UPGRADED = 101;
    private static final int FORBIDDEN = 403;

    private final Host host = Hosts.current();

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost", "file://", "http://127.0.0.1.evil.example"})
    void aForeignPageIsTurnedAwayBeforeTheUpgrade(String origin) throws Exception {
        assertEquals(FORBIDDEN, status("Origin: " + origin));
        assertEquals(FORBIDDEN, status("Origin: " + origin, "Cookie: a=b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ";x=y", "?x=y", "//", "/.", "%2f"})
    void aForeignPageComesInByNoOtherSpellingOfThePath(String ending) throws Exception {
        for (String path : List.of(host.ws().getPath(), "/" + host.ws().getPath(), host.ws().getPath().replace("/ws", "/%77s"), host.ws().getPath().replace("/ws", "/x/../ws"))) {
            assertNotEquals(UPGRADED, statusAt(path + ending, "Origin: https://evil.example"), path + ending);
        }
    }

    @Test
    void theServersOwnPageComesIn() throws Exception {
        assertEquals(UPGRADED, status("Origin: http://" + host.ws().getAuthority()));
        assertEquals(UPGRADED, status("Origin: http://" + host.ws().getAuthority(), "Cookie: a=b"));
    }

    @Test
    void aProgramNeedsNoOriginButThenMayHaveNoCookies() throws Exception {
        assertEquals(UPGRADED, status());
        assertEquals(FORBIDDEN, status("Cookie: a=b"));
    }

    private int status(String... headers) throws IOException {
        return statusAt(host.ws().getPath(), headers);
    }

    private int statusAt(String target, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(RawHttp.NATIVE));
        all.addAll(List.of(headers));
        return RawHttp.upgrade(host.ws(), target, all.toArray(String[]::new)).status();
    }
}

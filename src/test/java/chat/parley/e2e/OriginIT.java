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

/** Browsers let any page open a WebSocket to any server, so the server must check the origin. */
@HostContract
class OriginIT {
    private static final int UPGRADED = 101;
    private static final int FORBIDDEN = 403;
    private static final int OK = 200;

    private final Host host = Hosts.current();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://localhost",
                "file://",
                "http://127.0.0.1.evil.example"
            })
    void aForeignPageIsTurnedAwayBeforeTheUpgrade(String origin) throws Exception {
        assertEquals(FORBIDDEN, status("Origin: " + origin));
        assertEquals(FORBIDDEN, status("Origin: " + origin, "Cookie: a=b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ";x=y", "?x=y", "//", "/.", "%2f"})
    void aForeignPageComesInByNoOtherSpellingOfThePath(String ending) throws Exception {
        for (String path : List.of(
                host.ws().getPath(),
                "/" + host.ws().getPath(),
                host.ws().getPath().replace("/ws", "/%77s"),
                host.ws().getPath().replace("/ws", "/x/../ws"))) {
            assertNotEquals(UPGRADED, statusAt(path + ending, "Origin: https://evil.example"), path + ending);
        }
    }

    @Test
    void theServersOwnPageComesIn() throws Exception {
        assertEquals(UPGRADED, status("Origin: http://" + host.ws().getAuthority()));
        assertEquals(UPGRADED, status("Origin: http://" + host.ws().getAuthority(), "Cookie: a=b"));
    }

    /** A client may send cookies of a load balancer; Parley does not use cookies for authentication. */
    @Test
    void aProgramNeedsNoOriginAtAnyDoor() throws Exception {
        String engine = host.ws().getPath().replace("/ws", "/socket.io/?EIO=4&transport=");
        for (String[] headers : new String[][] {
            {}, {"Cookie: a=b"}, {"Sec-Fetch-Site: none"}, {"Sec-Fetch-Site: same-origin", "Cookie: a=b"}
        }) {
            assertEquals(UPGRADED, status(headers));
            assertEquals(UPGRADED, statusAt(engine + "websocket", headers));
            assertEquals(OK, polling(engine + "polling", headers));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aPageOfAnotherSiteIsTurnedAwayAlsoWhereItsBrowserNamesNoOrigin(String site) throws Exception {
        String engine = host.ws().getPath().replace("/ws", "/socket.io/?EIO=4&transport=");
        assertEquals(FORBIDDEN, status("Sec-Fetch-Site: " + site));
        assertEquals(FORBIDDEN, statusAt(engine + "websocket", "Sec-Fetch-Site: " + site));
        assertEquals(FORBIDDEN, polling(engine + "polling", "Sec-Fetch-Site: " + site));
    }

    /** Behind TLS, the server's own origin is https only, wherever TLS ends. */
    @Test
    void whereATrustedProxySaysThatTheClientCameByTlsAPageByHttpIsForeign() throws Exception {
        Host behind = GuardedServer.host();
        String plain = "Origin: http://" + behind.ws().getAuthority();
        String secure = "Origin: https://" + behind.ws().getAuthority();
        String engine = behind.http().getPath() + "socket.io/?EIO=4&transport=";
        for (String target : List.of(behind.ws().getPath(), engine + "websocket")) {
            assertEquals(UPGRADED, upgrade(behind, target, secure, "X-Forwarded-Proto: https"), target);
            assertEquals(FORBIDDEN, upgrade(behind, target, plain, "X-Forwarded-Proto: https"), target);
            assertEquals(UPGRADED, upgrade(behind, target, plain, "X-Forwarded-Proto: http"), target);
            assertEquals(UPGRADED, upgrade(behind, target, plain), target);
        }
        assertEquals(FORBIDDEN, polling(behind, engine + "polling", plain, "X-Forwarded-Proto: https"));
        assertEquals(OK, polling(behind, engine + "polling", secure, "X-Forwarded-Proto: https"));
    }

    private int polling(String target, String... headers) throws IOException {
        return polling(host, target, headers);
    }

    private static int polling(Host host, String target, String... headers) throws IOException {
        try (RawHttp request = new RawHttp(host.http(), "GET", target, headers)) {
            return request.answer().status();
        }
    }

    private int status(String... headers) throws IOException {
        return statusAt(host.ws().getPath(), headers);
    }

    private int statusAt(String target, String... headers) throws IOException {
        return upgrade(host, target, headers);
    }

    private static int upgrade(Host host, String target, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(RawHttp.NATIVE));
        all.addAll(List.of(headers));
        return RawHttp.upgrade(host.ws(), target, all.toArray(String[]::new)).status();
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.HttpApi;
import chat.parley.client.RawHttp;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes, and who may read what. */
@HostContract
class HealthIT {
    private static final String TOKEN = "a-token-only-for-the-tests";
    private static final String BEARER = "Authorization: Bearer " + TOKEN + "\r\n";
    private static final int FLOOD = 1_000;

    private static String from(String address) {
        return "X-Forwarded-For: " + address + "\r\n";
    }

    private static RawHttp.Response ask(Host host, String method, String path, String name, String headers)
            throws IOException {
        return RawHttp.answerTo(
                host.http(),
                method + " " + host.http().getPath() + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n"
                        + headers + "\r\n");
    }

    private static RawHttp.Response get(Host host, String path, String headers) throws IOException {
        return ask(host, "GET", path, host.http().getAuthority(), headers);
    }

    /** Trusts a proxy on this machine, so tests can come from any address. */
    private static Host proxied() {
        return Hosts.shared(Map.of(
                "proxies",
                "127.0.0.1",
                "server-names",
                "chat.example.org",
                "monitoring",
                "10.1.0.0/16,2001:db8::/32",
                "monitoring-token",
                TOKEN,
                "rate",
                "1",
                "burst",
                "50",
                "address-share",
                "1"));
    }

    /**
     * Whether the host tells the address of the proxy. WildFly, set up for proxies, tells the one in the header, whoever
     * sends it; so nobody who comes through a proxy is known by the address.
     */
    private static boolean knowsProxies(Host host) {
        return !host.name().equals("wildfly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready"})
    void aHealthyServerSaysSo(String kind) throws Exception {
        RawHttp.Response answer = get(Hosts.current(), "health/" + kind, "");
        assertEquals(200, answer.status(), answer.toString());
        assertTrue(answer.head().toLowerCase(Locale.ROOT).contains("cache-control: no-store"), answer.head());
        JsonObject health = answer.json();
        assertEquals("ok", health.getString("status"));
        assertTrue(health.getJsonArray("checks").stream()
                .allMatch(check -> check.asJsonObject().getBoolean("ok")));
        RawHttp.Response head = ask(
                Hosts.current(),
                "HEAD",
                "health/" + kind,
                Hosts.current().http().getAuthority(),
                "");
        assertEquals(200, head.status());
        assertEquals(
                405,
                ask(
                                Hosts.current(),
                                "POST",
                                "health/" + kind,
                                Hosts.current().http().getAuthority(),
                                "Content-Length: 0\r\n")
                        .status());
    }

    @Test
    void otherPathsDoNotExist() throws Exception {
        for (String path : List.of("health/", "health/other", "health/live/", "metrics/")) {
            assertEquals(404, get(Hosts.current(), path, "").status(), path);
        }
    }

    @Test
    void probesMayCallTheServerByAnyAddressButNotByForeignNames() throws Exception {
        Host host = proxied();
        for (String path : List.of("health/live", "health/ready", "metrics")) {
            for (String name : List.of("10.244.3.17:8080", "192.0.2.1", "[2001:db8::1]:8080", "chat.example.org")) {
                assertEquals(200, ask(host, "GET", path, name, BEARER).status(), path + " by " + name);
            }
            assertEquals(421, ask(host, "GET", path, "evil.example", BEARER).status(), path);
        }
        assertEquals(421, ask(host, "GET", "", "10.244.3.17:8080", BEARER).status());
        assertEquals(
                421,
                ask(host, "GET", "health/../api/rooms", "10.244.3.17", BEARER).status());
    }

    @Test
    void strangersLearnTheStatusOnly() throws Exception {
        Host host = proxied();
        for (String path : List.of("health/live", "health/ready")) {
            assertEquals(
                    "{\"status\":\"ok\"}", get(host, path, from("203.0.113.7")).body());
            assertEquals(
                    knowsProxies(host),
                    get(host, path, from("10.1.255.255")).body().contains("checks"));
            assertTrue(get(host, path, from("203.0.113.7") + BEARER).body().contains("checks"));
        }
    }

    @Test
    void metricsAreForListedNetworksAndForTheToken() throws Exception {
        Host host = proxied();
        for (String allowed : List.of(from("203.0.113.7") + BEARER, BEARER)) {
            assertEquals(200, get(host, "metrics", allowed).status(), allowed);
        }
        for (String listed : List.of(from("10.1.0.1"), from("2001:db8:1::2"))) {
            assertEquals(
                    knowsProxies(host) ? 200 : 403, get(host, "metrics", listed).status(), listed);
        }
        for (String refused : List.of(from("10.2.0.1"), from("2001:db9::2"), from("10.1.0.1, 203.0.113.7"), "")) {
            RawHttp.Response answer = get(host, "metrics", refused);
            assertEquals(403, answer.status(), refused);
            assertEquals("forbidden", answer.json().getString("code"));
            assertFalse(answer.body().contains("parley_"));
        }
        for (String wrong : List.of(TOKEN + "x", TOKEN.substring(1), "", "x")) {
            String header = "Authorization: Bearer " + wrong + "\r\n";
            assertEquals(401, get(host, "metrics", from("203.0.113.8") + header).status(), wrong);
        }
    }

    /** A reverse proxy on the same machine that nobody told Parley about must not open the door to the world. */
    @Test
    void aProxyThatIsNotTrustedIsNoLocalClient() throws Exception {
        Host host = Hosts.current();
        assertEquals(200, get(host, "metrics", "").status());
        for (String header : List.of(
                from("203.0.113.7"),
                from("127.0.0.1"),
                "X-Forwarded-Proto: https\r\n",
                "Forwarded: for=127.0.0.1\r\n",
                "X-Real-IP: 127.0.0.1\r\n",
                "Via: 1.1 proxy\r\n")) {
            assertEquals(403, get(host, "metrics", header).status(), header);
            assertEquals(
                    "{\"status\":\"ok\"}", get(host, "health/ready", header).body(), header);
        }
    }

    @Test
    void guessesOfTheTokenAreSlowedDown() throws Exception {
        Host host = proxied();
        int status = 401;
        for (int i = 0; status != 429; i++) {
            assertTrue(i < 1_000, "never refused");
            status = get(host, "metrics", from("203.0.113.99") + "Authorization: Bearer guess-" + i + "\r\n")
                    .status();
        }
        assertEquals(200, get(host, "health/live", from("203.0.113.99")).status());
        assertEquals(
                401,
                get(host, "metrics", from("203.0.113.98") + "Authorization: Bearer guess\r\n")
                        .status());
    }

    @Test
    void aFloodOfProbesIsAnswered() {
        Host host = Hosts.current();
        HttpApi api = HttpApi.of(host);
        List<CompletableFuture<Integer>> statuses = Stream.generate(
                        () -> api.sendLater(HttpApi.request(host.http().resolve("health/ready"))
                                        .build())
                                .thenApply(answer -> answer.statusCode()))
                .limit(FLOOD)
                .toList();
        statuses.forEach(status -> assertEquals(200, status.join()));
    }
}

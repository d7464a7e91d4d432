package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The server stops, or its WAR is replaced, and it comes back. */
@Order(1) // slow, so it starts early
@HostContract
class RestartIT {
    private static final String KEY = "a-secret-of-Mira's-phone";
    private static final int STOPS = 1001;
    private static final int RESTARTS = 1012;
    private static final int NORMAL = 1000;
    private static final String CHANGED = "js/parley-client.js";
    private static final String UNCHANGED = "js/client/connection.js";
    private static final String TEXT = "console.log('the next version')\n";

    private static Host host;

    private final String room = UnusedRoom.name();

    @BeforeAll
    static void start() {
        host = Hosts.redeployable(Map.of());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void clientsAreToldOfTheEndAndGoOnWhereTheyWereOnceItIsBack() {
        goOnAfter(() -> {
            host.stop();
            host.start();
        });
    }

    /** Browsers cache files and revalidate them; after an upgrade they must get the new ones. */
    @Test
    void clientsOfAReplacedWarGoOnWhereTheyWereAndGetItsChangedScript() throws Exception {
        HttpResponse<String> script = asked(CHANGED, List.of());
        HttpResponse<String> client = asked(UNCHANGED, List.of());
        assertEquals(304, asked(CHANGED, known(script)).statusCode());

        goOnAfter(() -> host.redeploy(Map.of(CHANGED, TEXT)));

        HttpResponse<String> next = asked(CHANGED, known(script));
        assertEquals(200, next.statusCode());
        assertEquals(TEXT, next.body());
        assertEquals(304, asked(UNCHANGED, known(client)).statusCode());
    }

    /** The validators that a browser sends for a cached response. */
    private static List<String> known(HttpResponse<String> kept) {
        List<String> headers = new ArrayList<>();
        kept.headers().firstValue("ETag").ifPresent(tag -> headers.addAll(List.of("If-None-Match", tag)));
        kept.headers()
                .firstValue("Last-Modified")
                .ifPresent(time -> headers.addAll(List.of("If-Modified-Since", time)));
        return headers;
    }

    private static HttpResponse<String> asked(String path, List<String> headers) throws Exception {
        URI uri = host.http().resolve(path);
        return HttpApi.of(host).get(uri, headers.toArray(String[]::new));
    }

    private void goOnAfter(Runnable end) {
        try (Chatter mira = Chatter.withKey("Mira", KEY, host);
                Chatter jonas = Chatter.named("Jonas", host)) {
            mira.join(room);
            jonas.join(room);
            String last = mira.post(room, "Before the end").position();
            jonas.await(Heard.message(room));

            end.run();
            // Containers may close the sockets before they stop the application.
            List<Integer> expected =
                    "embedded".equals(host.name()) ? List.of(RESTARTS) : List.of(NORMAL, STOPS, RESTARTS);
            assertTrue(expected.contains(mira.awaitClose()), "closed with " + mira.awaitClose());
            assertTrue(expected.contains(jonas.awaitClose()), "closed with " + jonas.awaitClose());

            try (Chatter again = Chatter.withKey("Mira", KEY, host)) {
                assertEquals(mira.id(), again.id());
                Heard joined = again.join(room, last);
                assertTrue(joined.recovered());
                assertEquals(last, joined.position());
                assertEquals(1, joined.online());
                assertEquals(2, again.post(room, "After the beginning").offset());
                again.await(Heard.message(room, "After the beginning"));
                assertEquals(1, again.heard(Heard.message(room)).size());
            }
            try (Chatter newcomer = Chatter.named("Nora", host)) {
                newcomer.join(room);
                assertEquals(
                        List.of("Before the end", "After the beginning"),
                        newcomer.await(2, Heard.message(room)).stream()
                                .map(Heard::text)
                                .toList());
            }
        }
    }
}

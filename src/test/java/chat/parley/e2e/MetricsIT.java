package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.JavaClient;
import chat.parley.client.PollingClient;
import chat.parley.client.RawSocket;
import chat.parley.client.Scrape;
import chat.parley.client.SocketClient;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each number moves as it should when a client does something. Nobody else uses this server. */
@HostContract
class MetricsIT {
    private static final long GLANCE_NANOS = 100_000_000;
    private static final int MOST_PINGS = 100_000;
    private static final int MANY_SCRAPES = 1_000;
    private static final int AT_ONCE = 20;
    /** 24 kB as UTF-8, without indexable words. */
    private static final String LONG_TEXT = "\u20ac".repeat(8_000);
    /** 12 MB, more than the network buffers hold. */
    private static final int ENOUGH_TO_FILL_BUFFERS = 500;

    private static Host host;

    private final String room = UnusedRoom.name();

    @BeforeAll
    static void start() {
        host = Hosts.fresh(Map.of("accounts", "true", "guests", "true", "hello-timeout", "2s"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private interface Act {
        void run() throws Exception;
    }

    /** By how much a series grows. */
    private record Growth(double by, String name, String... labels) {}

    private static Growth grows(double by, String name, String... labels) {
        return new Growth(by, name, labels);
    }

    /** Acts, then waits until each series has grown by exactly this much. */
    private static void moves(Act act, Growth... growths) throws Exception {
        Scrape before = Scrape.fresh(host);
        act.run();
        for (Growth growth : growths) {
            awaitValue(
                    host, before.value(growth.name(), growth.labels()) + growth.by(), growth.name(), growth.labels());
        }
    }

    private static void awaitValue(Host host, double wanted, String name, String... labels) throws Exception {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        double found = Scrape.of(host).value(name, labels);
        while (found != wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE_NANOS);
            found = Scrape.of(host).value(name, labels);
        }
        assertEquals(wanted, found, name + List.of(labels));
    }

    private static double grown(Scrape before, Scrape after, String name, String... labels) {
        return after.value(name, labels) - before.value(name, labels);
    }

    @Test
    void sessionsMembersAndRooms() throws Exception {
        List<Chatter> open = new ArrayList<>();
        moves(
                () -> {
                    open.add(Chatter.named("Mira", host));
                    open.add(Chatter.named("Jonas", host));
                    open.forEach(chatter -> chatter.join(room));
                },
                grows(2, "parley_sessions", "door=\"websocket\""),
                grows(2, "parley_members_online"),
                grows(1, "parley_rooms"),
                grows(2, "parley_commands_total", "type=\"hello\""),
                grows(2, "parley_commands_total", "type=\"join\""));
        moves(
                () -> {
                    open.get(0).close();
                    open.get(1).await(Heard.left(room, "Mira")); // else a send could fail, which is another reason
                    open.get(1).close();
                },
                grows(-2, "parley_sessions", "door=\"websocket\""),
                grows(-2, "parley_members_online"),
                grows(-1, "parley_rooms"),
                grows(2, "parley_sessions_closed_total", "reason=\"gone\""));
    }

    @Test
    void sessionsThatTheServerCloses() throws Exception {
        moves(
                () -> {
                    try (Chatter silent = Chatter.connect(host.ws())) {
                        assertEquals(4003, silent.awaitClose());
                    }
                },
                grows(1, "parley_sessions_closed_total", "reason=\"no-hello\""));
    }

    @Test
    void messagesAndTheirDeliveries() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host);
                Chatter jonas = Chatter.named("Jonas", host)) {
            mira.join(room);
            jonas.join(room);
            Scrape before = Scrape.fresh(host);
            moves(
                    () -> {
                        mira.post(room, "Good morning");
                        jonas.await(Heard.message(room, "Good morning"));
                    },
                    grows(1, "parley_commands_total", "type=\"post\""),
                    grows(1, "parley_appends_total", "result=\"stored\""),
                    grows(1, "parley_append_seconds_count"),
                    grows(1, "parley_append_transaction_seconds_count"),
                    grows(1, "parley_append_batch_entries_count"),
                    grows(1, "parley_append_batch_entries_sum"),
                    grows(2, "parley_deliveries_total", "door=\"websocket\""),
                    grows(2, "parley_delivery_seconds_count")); // the first delivery of each session is in the sample
            try (Chatter late = Chatter.named("Ada", host)) {
                moves(
                        () -> {
                            late.join(room);
                            late.await(Heard.message(room, "Good morning"));
                        },
                        grows(1, "parley_deliveries_total", "door=\"websocket\""),
                        grows(0, "parley_delivery_seconds_count")); // it was not late for somebody who came later
            }
            Scrape after = Scrape.fresh(host);
            assertTrue(grown(before, after, "parley_websocket_sent_bytes_total") > 2 * "Good morning".length());
            assertTrue(grown(before, after, "parley_sends_total", "door=\"websocket\"") >= 2);
            double seconds = grown(before, after, "parley_append_seconds_sum");
            assertTrue(seconds > 0 && seconds < WaitLimit.TIME.toSeconds(), seconds + " s");
            assertTrue(after.value("parley_store_size_bytes") > 0, "the size of the store");
        }
    }

    @Test
    void repeatsAndRefusals() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            String post = CommandText.of("post", "room", room, "text", "Once", "ref", "the-same");
            moves(
                    () -> {
                        mira.send(post);
                        mira.await(Heard.message(room, "Once"));
                        mira.send(post);
                        mira.ask("ping");
                    },
                    grows(1, "parley_appends_total", "result=\"stored\""),
                    grows(1, "parley_appends_total", "result=\"repeated\""));
            moves(
                    () -> assertEquals(
                            "not-joined",
                            mira.ask("post", "room", "elsewhere", "text", "Hi").code()),
                    grows(1, "parley_refusals_total", "type=\"post\"", "code=\"not-joined\""));
            moves(
                    () -> {
                        mira.send("{");
                        mira.await(Heard.error("malformed"));
                    },
                    grows(1, "parley_refusals_total", "type=\"malformed\"", "code=\"malformed\""));
        }
    }

    @Test
    void resumesWithAndWithoutReset() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            String position = mira.post(room, "A place to return to").json().getString("position");
            moves(
                    () -> assertTrue(mira.join(room, position).json().getBoolean("recovered")),
                    grows(1, "parley_resumes_total", "result=\"recovered\""));
            String other = UnusedRoom.name();
            mira.join(other);
            String foreign = mira.post(other, "Elsewhere").json().getString("position");
            moves(
                    () -> assertFalse(mira.join(room, foreign).json().getBoolean("recovered")),
                    grows(1, "parley_resumes_total", "result=\"reset\""),
                    grows(0, "parley_resumes_total", "result=\"recovered\""));
        }
    }

    @Test
    void searchesAndTheIndex() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            mira.post(room, "marmalade");
            moves(
                    () -> assertTrue(mira.ask("search", "query", "marmalade").is("search")),
                    grows(1, "parley_search_seconds_count"));
            awaitValue(host, 0, "parley_index_rooms_behind");
            assertEquals(0, Scrape.of(host).value("parley_index_lag_seconds"));
        }
    }

    @Test
    void commandsOverTheRateLimit() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            Scrape before = Scrape.fresh(host);
            for (int i = 0; mira.heard(Heard.error("rate-limited")).isEmpty(); i++) {
                assertTrue(i < MOST_PINGS, "never refused");
                mira.say("ping");
            }
            awaitGrowth(before, "parley_rate_limited_total", "limit=\"session\"");
            awaitGrowth(before, "parley_refusals_total", "type=\"ping\"", "code=\"rate-limited\"");
        }
    }

    private static void awaitGrowth(Scrape before, String name, String... labels) throws Exception {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (grown(before, Scrape.of(host), name, labels) <= 0) {
            assertTrue(System.nanoTime() < deadline, name + List.of(labels) + " does not grow");
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    @Test
    void socketIoByEachTransport() throws Exception {
        Scrape before = Scrape.fresh(host);
        try (PollingClient polling = PollingClient.named("Mira", host);
                SocketClient socket = SocketClient.named("Jonas", host)) {
            polling.join(room);
            socket.join(room);
            awaitValue(host, 1, "parley_engineio_connections", "transport=\"polling\"");
            awaitValue(host, 1, "parley_engineio_connections", "transport=\"websocket\"");
            awaitValue(host, 2, "parley_sessions", "door=\"socketio\"");
            awaitValue(host, 2, "parley_sessions", "door=\"tutorial\"");
            Scrape now = Scrape.fresh(host);
            for (String transport : List.of("polling", "websocket")) {
                String label = "transport=\"" + transport + "\"";
                assertTrue(grown(before, now, "parley_engineio_sent_bytes_total", label) > 0, transport);
            }
            assertTrue(grown(before, now, "parley_http_requests_total", "route=\"socketio\"", "code=\"200\"") > 0);
        }
        awaitValue(host, 0, "parley_sessions", "door=\"socketio\"");
        moves(
                () -> {
                    try (JavaClient client = JavaClient.named("Ada", host, JavaClient.UPGRADE)) {
                        client.await(event -> event.is("welcome"));
                        client.awaitAnswerBy("websocket");
                    }
                },
                grows(1, "parley_engineio_upgrades_total"));
    }

    @Test
    void requestsAndSignIns() throws Exception {
        HttpApi api = HttpApi.of(host);
        moves(
                () -> assertEquals(200, api.get(host.http()).statusCode()),
                grows(1, "parley_http_requests_total", "route=\"page\"", "code=\"200\""));
        moves(
                () -> assertEquals(
                        404, api.get(host.http().resolve("nothing/here")).statusCode()),
                grows(1, "parley_http_requests_total", "route=\"page\"", "code=\"404\""));
        moves(
                () -> assertEquals(200, api.get(api.at("rooms")).statusCode()),
                grows(1, "parley_http_requests_total", "route=\"rooms\"", "code=\"200\""));
        moves(
                () -> assertEquals(200, api.get(api.at("search?q=word")).statusCode()),
                grows(1, "parley_http_requests_total", "route=\"search\"", "code=\"200\""),
                grows(1, "parley_search_seconds_count"));
        moves(
                () -> assertEquals(401, signIn(api).statusCode()),
                grows(1, "parley_http_requests_total", "route=\"sign-in\"", "code=\"401\""),
                grows(1, "parley_sign_ins_total", "method=\"password\"", "result=\"unauthorized\""));
        moves(
                () -> Chatter.named("Mira", host).close(),
                grows(1, "parley_http_requests_total", "route=\"websocket\"", "code=\"101\""));
    }

    private static HttpResponse<String> signIn(HttpApi api) throws Exception {
        URI page = host.http();
        return api.send(HttpApi.request(page.resolve("sign-in"))
                .header("Content-Type", "application/json")
                .header("Origin", page.getScheme() + "://" + page.getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"mira\",\"password\":\"a wrong password\"}"))
                .build());
    }

    @Test
    void theServerAndItsMachine() throws Exception {
        Scrape scrape = Scrape.fresh(host);
        List<String> builds = scrape.series().stream()
                .filter(series -> series.startsWith("parley_build_info{version="))
                .toList();
        assertEquals(1, builds.size(), builds.toString());
        assertTrue(scrape.value("jvm_memory_used_bytes", "area=\"heap\"") > 0);
        assertTrue(scrape.value("jvm_threads_current") > 0);
        assertTrue(scrape.value("process_cpu_seconds_total") > 0);
        assertTrue(scrape.types().containsKey("jvm_gc_collection_seconds"));
        for (String lanes : List.of("rooms", "read", "write", "watch", "delivery")) {
            assertTrue(scrape.series().contains("parley_lane_tasks_waiting{lanes=\"" + lanes + "\"}"), lanes);
        }
    }

    @Test
    void nothingThatClientsChooseIsALabel() throws Exception {
        String name = "Zebulon-" + room;
        try (Chatter odd = Chatter.named(name, host)) {
            odd.join(room);
            odd.send("{\"type\":\"invented-" + room + "\"}");
            odd.await(Heard.error("unknown-type"));
            HttpApi.of(host).get(host.http().resolve("invented-" + HttpApi.encoded(room)));
            HttpApi.of(host).get(HttpApi.of(host).messages(room));
            Scrape scrape = Scrape.fresh(host);
            for (String series : scrape.series()) {
                assertFalse(
                        series.contains(room)
                                || series.contains("invented")
                                || series.contains("Zebulon")
                                || series.contains("127.0.0.1"),
                        series);
            }
            assertTrue(scrape.series().size() < 1_000, scrape.series().size() + " series");
        }
    }

    @Test
    void openMetricsForThoseWhoAskForIt() throws Exception {
        HttpResponse<String> answer = HttpApi.of(host)
                .get(host.http().resolve("metrics"), "Accept", "application/openmetrics-text;version=1.0.0");
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/openmetrics-text"));
        assertTrue(answer.body().endsWith("# EOF\n"), "the end of an OpenMetrics text");
    }

    /** The numbers are read twice a second at most, whoever asks. */
    @Test
    void aThousandScrapesDisturbNobody() throws Exception {
        HttpApi api = HttpApi.of(host);
        URI metrics = host.http().resolve("metrics");
        try (Chatter mira = Chatter.named("Mira", host);
                Chatter jonas = Chatter.named("Jonas", host)) {
            mira.join(room);
            jonas.join(room);
            long begun = System.nanoTime();
            Set<String> texts = new HashSet<>();
            for (int n = 0; n < MANY_SCRAPES; n += AT_ONCE) {
                List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    flood.add(api.sendLater(HttpApi.request(metrics).build()));
                }
                mira.post(room, "Message " + n);
                jonas.await(Heard.message(room, "Message " + n));
                for (CompletableFuture<HttpResponse<String>> answer : flood) {
                    assertEquals(200, answer.get().statusCode());
                    texts.add(answer.get().body());
                }
            }
            long halfSeconds = (System.nanoTime() - begun) / 500_000_000;
            assertTrue(texts.size() <= halfSeconds + 2, texts.size() + " texts in " + halfSeconds + " half seconds");
        }
    }

    @Test
    @EmbeddedOnly
    void aReaderThatStopsIsSlowAndBehind() throws Exception {
        try (Host own = Hosts.fresh(Map.of("rate", "1000000", "burst", "1000000", "ping-interval", "5m"));
                Chatter mira = Chatter.named("Mira", own)) {
            mira.join(room);
            try (RawSocket sleeper = RawSocket.narrowIn(room, "Sleeper", own)) {
                for (int i = 0; i < ENOUGH_TO_FILL_BUFFERS; i++) {
                    mira.post(room, LONG_TEXT);
                }
                awaitValue(own, 1, "parley_slow_readers");
                Scrape scrape = Scrape.of(own);
                assertTrue(
                        scrape.value("parley_cursor_lag_entries") > 10,
                        scrape.series().toString());
                assertEquals(1, scrape.value("parley_cursors_behind", "entries=\"10\""));
                sleeper.send(CommandText.of("ping")); // it lives, but does not read
            }
            awaitValue(own, 0, "parley_cursors_behind", "entries=\"0\"");
        }
    }
}

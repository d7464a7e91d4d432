package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Door;
import chat.parley.client.Heard;
import chat.parley.client.JavaClient;
import chat.parley.client.PollingClient;
import chat.parley.client.RawHttp;
import chat.parley.client.Scrape;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.cluster.Balancer.Kind;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers behind the real nginx and the real HAProxy, with the samples from deploy/. */
@EmbeddedOnly
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BalancerIT {
    /** Somebody there may read the details of the health. */
    private static final String MONITOR = "192.0.2.7";

    private static final String MISROUTED = "parley_engineio_misrouted_total";
    private static final int MANY = 12;
    private static final long GLANCE_NANOS = 20_000_000;
    private static final String[][] TRANSPORTS = {JavaClient.POLLING, JavaClient.UPGRADE, JavaClient.WEBSOCKET};

    private static final Map<Kind, Balancer> BALANCERS = new EnumMap<>(Kind.class);
    private static Host one;
    private static Host two;

    @BeforeAll
    static void start() throws Exception {
        one = Hosts.fresh(settings("one"), Store.POSTGRES);
        two = Hosts.beside(one, settings("two"));
        for (Kind kind : Kind.values()) {
            BALANCERS.put(kind, Balancer.start(kind, one, two));
        }
    }

    private static Map<String, String> settings(String node) {
        return Map.of(
                "node",
                node,
                "proxies",
                "127.0.0.0/8",
                "server-names",
                "chat.example.org",
                "monitoring",
                "127.0.0.1," + MONITOR,
                "drain-time",
                "2s",
                "rate",
                "1000",
                "burst",
                "1000");
    }

    @AfterAll
    static void stop() {
        BALANCERS.values().forEach(Balancer::close);
        if (one != null) {
            one.close();
        }
        if (two != null) {
            two.close();
        }
    }

    private static Door door(Kind kind) {
        return new Door(BALANCERS.get(kind).http().resolve("socket.io/"));
    }

    private static double misrouted() throws Exception {
        return Scrape.fresh(one).value(MISROUTED) + Scrape.fresh(two).value(MISROUTED);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Order(1)
    void pollsStayWithTheServerThatTheSessionIdNames(Kind kind) throws Exception {
        Set<String> servers = new HashSet<>();
        List<PollingClient> clients = new ArrayList<>();
        for (int n = 0; n < MANY; n++) {
            PollingClient client = PollingClient.open(door(kind));
            assertTrue(client.sid().matches("(one|two)\\.[A-Za-z0-9_-]{22}"), client.sid());
            servers.add(client.sid().substring(0, client.sid().indexOf('.')));
            clients.add(client);
        }
        for (PollingClient client : clients) {
            client.enter("40/parley,");
            for (int id = 0; id < 3; id++) {
                client.showsThatItLives(id);
            }
            client.close();
        }
        assertEquals(Set.of("one", "two"), servers);
        assertEquals(0, misrouted());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Order(1)
    void peopleAtBothServersTalkThroughNativeWebSockets(Kind kind) {
        String room = UnusedRoom.name();
        URI ws = BALANCERS.get(kind).ws();
        List<Chatter> people = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            Chatter chatter = Chatter.connect(ws);
            people.add(chatter);
            chatter.ask("hello", "name", "Mira " + n, "key", "a-secret-of-mira-" + n + "-behind-" + kind);
            chatter.join(room);
        }
        people.forEach(chatter -> chatter.post(room, "hello"));
        people.forEach(chatter -> chatter.await(4, Heard.message(room, "hello")));
        people.forEach(Chatter::close);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Order(1)
    void theClientsAddressIsTheOneThatTheBalancerSees(Kind kind) throws Exception {
        String forged = "X-Forwarded-For: " + MONITOR;
        try (RawHttp direct = new RawHttp(one.http(), "GET", "/health/ready", forged, "Connection: close");
                RawHttp passed = new RawHttp(
                        BALANCERS.get(kind).http(),
                        "GET",
                        "/health/ready",
                        "X-Forwarded-For: 203.0.113.9",
                        "Connection: close")) {
            assertTrue(direct.answer().json().containsKey("checks"), "a server believes its balancer");
            assertTrue(passed.answer().json().containsKey("checks"), "the client is 127.0.0.1, whatever it claims");
        }
        assertEquals(404, RawHttp.get(BALANCERS.get(kind).http(), "/metrics").status());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Order(1)
    void pagesOfTheBalancersOwnOriginMayConnectAndOthersMayNot(Kind kind) throws Exception {
        String host = BALANCERS.get(kind).http().getAuthority();
        assertEquals(
                200, door(kind).get(Door.POLLING, "Origin", "https://" + host).statusCode());
        for (String foreign : List.of("http://" + host, "https://evil.example")) {
            assertEquals(403, door(kind).get(Door.POLLING, "Origin", foreign).statusCode());
        }
    }

    @Test
    @Order(2)
    void aServerRefusesTheSessionsOfAnotherByName() throws Exception {
        double before = misrouted();
        PollingClient client = PollingClient.open(one);
        Door other = Door.of(two);
        String error =
                "{\"code\":1,\"message\":\"Session ID unknown here: it belongs to another server, so open a new session\"}";
        for (HttpResponse<String> answer : List.of(other.get(client.query()), other.post(client.query(), "40"))) {
            assertEquals(List.of(400, error), List.of(answer.statusCode(), answer.body()));
        }
        assertEquals(400, other.upgrade(Door.WEBSOCKET + "&sid=" + client.sid()).status());
        assertEquals(before + 3, misrouted());
        assertEquals(
                "{\"code\":1,\"message\":\"Session ID unknown\"}",
                other.get(Door.POLLING + "&sid=two.aaaaaaaaaaaaaaaaaaaaaa").body());
        client.enter("40/parley,");
        client.showsThatItLives(1);
        client.close();
    }

    @Test
    @Order(3)
    void whoIsAtAServerThatDrainsOrIsKilledMovesAndNothingIsLostOrDoubled() throws Exception {
        String room = UnusedRoom.name();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        List<Correspondent> people = new ArrayList<>();
        try {
            for (Kind kind : Kind.values()) {
                for (String[] transports : TRANSPORTS) {
                    people.add(new Correspondent(
                            BALANCERS.get(kind).http(), kind + " " + people.size(), room, clock, transports));
                }
            }
            people.forEach(Correspondent::begin);
            awaitMore(people, 5);
            assertTrue(sessions(one) > 0 && sessions(two) > 0, "everybody is at one server");
            assertTrue(people.get(0).uses("polling") && people.get(3).uses("polling"));
            assertFalse(people.get(0).uses("websocket") || people.get(3).uses("websocket"));
            assertTrue(people.get(1).uses("websocket") && people.get(4).uses("websocket"), "nobody has upgraded");

            one.stop();
            awaitMore(people, 5);
            one.start();
            awaitMore(people, 5);
            two.kill();
            awaitMore(people, 5);

            assertComplete(people);
            assertTrue(people.stream().mapToInt(Correspondent::connections).sum() > people.size(), "nobody moved");
        } finally {
            people.forEach(Correspondent::close);
            clock.shutdownNow();
        }
    }

    private static double sessions(Host host) throws Exception {
        return Scrape.fresh(host).value("parley_sessions", "door=\"socketio\"");
    }

    /** Waits until each has this many more acknowledgements. */
    private static void awaitMore(List<Correspondent> people, int more) {
        Map<Correspondent, Integer> before = new TreeMap<>((a, b) -> people.indexOf(a) - people.indexOf(b));
        people.forEach(each -> before.put(each, each.count()));
        await(people, each -> each.count() >= before.get(each) + more);
    }

    private static void await(List<Correspondent> people, Predicate<Correspondent> isSo) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (!people.stream().allMatch(isSo)) {
            assertTrue(System.nanoTime() < deadline, people::toString);
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    /** Each has received each acknowledged message once, in the order of the room. */
    private static void assertComplete(List<Correspondent> people) {
        people.forEach(Correspondent::end);
        await(people, Correspondent::isDone);
        TreeMap<Long, String> all = new TreeMap<>();
        people.forEach(each -> all.putAll(each.acknowledged()));
        assertEquals(
                all.size(), people.stream().mapToInt(Correspondent::count).sum(), "two messages have the same offset");
        assertEquals(all.size(), all.lastKey(), "something was stored that nobody has posted");
        for (Correspondent each : people) {
            assertNull(each.refusal(), each.toString());
            assertEquals(
                    List.copyOf(all.entrySet()),
                    each.received(all.size()).stream()
                            .map(message -> Map.entry(message.offset(), message.text()))
                            .toList());
        }
    }
}

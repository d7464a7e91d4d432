package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Scene;
import chat.parley.client.Scrape;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.RedisProcess;
import chat.parley.e2e.host.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Three servers that tell each other of news by a Redis which may die, freeze or be out of reach of one of them. */
@FaultTest
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class RedisBellIT {
    private static final Load.Size SIZE = new Load.Size(3, 6, 6, 40);
    private static final List<Host> NODES = new ArrayList<>();
    private static RedisProcess redis;
    /** Between the first server and Redis. */
    private static Proxy way;

    @RegisterExtension
    final Scene scene = new Scene(null); // each client names its server

    @BeforeAll
    static void start() throws Exception {
        redis = RedisProcess.started();
        way = new Proxy(URI.create(redis.url()));
        NODES.add(Hosts.fresh(settings("0", way.address(URI.create(redis.url())).toString()), Store.POSTGRES));
        for (int n = 1; n < 3; n++) {
            NODES.add(Hosts.beside(NODES.get(0), settings(Integer.toString(n), redis.url())));
        }
    }

    private static Map<String, String> settings(String name, String url) {
        Map<String, String> settings =
                new HashMap<>(Ground.fresh("redis-" + name).settings());
        settings.put("doorbell", "redis");
        settings.put("doorbell-urls", url);
        return settings;
    }

    @AfterAll
    static void stop() {
        NODES.forEach(Host::close);
        NODES.clear();
        if (way != null) {
            way.close();
            redis.close();
        }
    }

    private static Load load(String name) {
        return Load.across(name, NODES.stream().map(Host::ws).toList(), SIZE);
    }

    private static void assertClean(Load load) {
        load.assertClean(() -> Postgres.current().connect(NODES.get(0).database()));
    }

    private static void awaitDoorbell(int up) {
        Await.until(
                "all servers know whether the bell works",
                () -> NODES.stream().allMatch(node -> doorbell(node) == up),
                () -> NODES.stream().map(RedisBellIT::doorbell).toList().toString());
    }

    private static double doorbell(Host node) {
        try {
            return Scrape.of(node).value("parley_doorbell_up");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void messagesAndTypingArriveAtOnceAndAnEmptiedRedisChangesNothing() throws Exception {
        try (Load load = load("redis");
                Pace pace = Pace.between(NODES.get(0), NODES.get(1))) {
            pace.awaitBell();
            assertEquals("+OK", redis.tell("FLUSHALL"));
            pace.awaitBell();
            Chatter mira = scene.keep(Chatter.named("Mira", NODES.get(1)));
            Chatter jonas = scene.keep(Chatter.named("Jonas", NODES.get(2)));
            mira.join(scene.room());
            jonas.join(scene.room());
            jonas.ask("typing", "room", scene.room());
            mira.await(event -> event.is("typing") && event.toString().contains("Jonas")); // only a bell carries it
            load.awaitAcks(50);
            assertClean(load);
        }
        awaitDoorbell(1);
        Scrape numbers = Scrape.of(NODES.get(1));
        assertEquals(3, numbers.value("parley_cluster_servers"));
        assertTrue(numbers.value("parley_doorbell_hints_total", "direction=\"sent\"") > 0);
        assertTrue(numbers.value("parley_doorbell_hints_total", "direction=\"received\"") > 0);
    }

    @Test
    void aRedisThatIsKilledIsMissedByNobody() {
        try (Load load = load("redis-kill");
                Pace pace = Pace.between(NODES.get(0), NODES.get(1))) {
            int welcomes = load.welcomes();
            pace.awaitBell();
            redis.kill();
            pace.assertPolled();
            load.awaitAcks(50);
            redis.start();
            pace.awaitBell();
            assertEquals(welcomes, load.welcomes(), "a client was disconnected");
            assertClean(load);
        }
    }

    @Test
    void aRedisThatAcceptsAndNeverAnswersCostsNothingButTheBell() {
        try (Load load = load("redis-freeze");
                Pace pace = Pace.between(NODES.get(2), NODES.get(0))) {
            pace.awaitBell();
            redis.freeze();
            try {
                pace.assertPolled();
                awaitDoorbell(0);
                load.awaitAcks(200);
                pace.assertPolled();
            } finally {
                redis.thaw();
            }
            pace.awaitBell();
            awaitDoorbell(1);
            assertClean(load);
        }
    }

    @Test
    void aServerThatIsCutFromRedisHearsAndIsHeard() {
        try (Load load = load("redis-cut");
                Pace out = Pace.between(NODES.get(0), NODES.get(1));
                Pace in = Pace.between(NODES.get(1), NODES.get(0));
                Pace others = Pace.between(NODES.get(1), NODES.get(2))) {
            for (boolean silently : new boolean[] {true, false}) {
                out.awaitBell();
                in.awaitBell();
                way.up(Weather.STALLED);
                way.down(Weather.STALLED);
                if (!silently) {
                    way.reset();
                }
                out.assertPolled();
                in.assertPolled();
                others.awaitBell();
                load.awaitAcks(50);
                way.up(Weather.FAIR);
                way.down(Weather.FAIR);
            }
            out.awaitBell();
            in.awaitBell();
            assertClean(load);
        }
    }

    @Test
    void aServerWithAnotherBellHearsAndIsHeard() {
        Map<String, String> settings = new HashMap<>(Ground.fresh("redis-other").settings());
        settings.put("drain-time", "100ms");
        try (Host other = Hosts.beside(NODES.get(0), settings);
                Pace out = Pace.between(other, NODES.get(1));
                Pace in = Pace.between(NODES.get(1), other)) {
            awaitDoorbell(0);
            out.assertPolled();
            in.assertPolled();
            other.stop();
        }
        awaitDoorbell(1);
    }
}

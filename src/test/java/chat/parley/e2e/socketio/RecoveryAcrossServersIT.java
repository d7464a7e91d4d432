package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.RedisProcess;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The official JavaScript client changes from one server to another: the tests in src/test/node/cluster. */
@EmbeddedOnly
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class RecoveryAcrossServersIT {
    private static NodeJs node;
    private static HostControl control;
    private static RedisProcess redis;
    private static Host one;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        node = NodeJs.find();
        redis = RedisProcess.started();
        control = new HostControl();
        Map<String, String> settings =
                Map.of("rate", "1000", "burst", "1000", "doorbell", "redis", "doorbell-urls", redis.url());
        one = control.add("one", Hosts.fresh(settings, Store.POSTGRES));
        control.add("two", Hosts.beside(one, settings));
        control.on("/redis/kill", redis::kill);
        control.on("/redis/start", redis::start);
    }

    @AfterAll
    static void stop() {
        if (control != null) {
            control.close();
            redis.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> aClientThatChangesTheServer() throws IOException, InterruptedException {
        return node
                .run(NodeJs.TESTS.resolve(Path.of("cluster", "recovery.test.mjs")), one.http(), control.address())
                .stream()
                .map(outcome -> dynamicTest(outcome.sentence(), () -> {
                    assumeFalse(outcome.skipped(), outcome.sentence());
                    assertTrue(outcome.passed(), () -> outcome.sentence() + "\n" + outcome.details());
                }));
    }
}

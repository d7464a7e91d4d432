package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.RedisProcess;
import chat.parley.e2e.host.Store;
import chat.parley.e2e.host.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A container and a standalone server tell each other of news by a Redis with TLS and a password. */
@HostContract
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class MixedRedisIT {
    private static final String PASSWORD = "pass-word-of-redis";

    @TempDir
    static Path folder;

    private static RedisProcess redis;
    private static Host one;
    private static Host two;

    @RegisterExtension
    final Scene here = new Scene(one);

    @RegisterExtension
    final Scene there = new Scene(two);

    @BeforeAll
    static void start() throws Exception {
        TestCertificate.make("EC").writeTo(folder);
        redis = RedisProcess.encrypted(folder, "--requirepass", PASSWORD);
        Map<String, String> settings = Map.of(
                "doorbell",
                "redis",
                "doorbell-urls",
                redis.url(),
                "doorbell-password",
                PASSWORD,
                "doorbell-ca",
                folder.resolve("chain.pem").toString());
        one = Hosts.fresh(settings, Store.POSTGRES);
        two = Hosts.embeddedBeside(one, settings);
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            two.close();
            one.close();
            redis.close();
        }
    }

    @Test
    void peopleTalkAndSeeEachOtherType() throws IOException {
        String room = here.room();
        Chatter mira = here.joined("Mira");
        Chatter jonas = there.named("Jonas");
        jonas.join(room);
        for (int n = 0; n < 20; n++) {
            mira.post(room, "from here " + n);
            jonas.await(Heard.message(room, "from here " + n));
            jonas.post(room, "from there " + n);
            mira.await(Heard.message(room, "from there " + n));
        }
        jonas.ask("typing", "room", room);
        mira.await(event -> event.is("typing")); // only a bell carries it
        mira.ask("typing", "room", room);
        jonas.await(event -> event.is("typing") && event.toString().contains("Mira"));
        String log = Files.readString(one.log()) + Files.readString(two.log());
        assertTrue(!log.contains("Cannot ring") && !log.contains("Cannot hear"), log);
        assertEquals(-1, log.indexOf(PASSWORD));
    }
}

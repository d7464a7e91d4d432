package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.RedisProcess;
import chat.parley.e2e.host.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two Redis servers share the rooms. */
@FaultTest
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class ShardedBellIT {
    private static final Load.Size SIZE = new Load.Size(4, 4, 4, 40);
    /** Enough that not all belong to the same server. */
    private static final int ROOMS = 12;

    @Test
    void whenOneOfTwoRedisServersIsAwayItsRoomsArePolledAndTheOthersRing() throws Exception {
        try (RedisProcess first = RedisProcess.started();
                RedisProcess second = RedisProcess.started();
                Host one = Hosts.fresh(settings("one", first.url() + "," + second.url()), Store.POSTGRES);
                Host two = Hosts.beside(one, settings("two", second.url() + "," + first.url()));
                Load load = Load.across("shards", List.of(one.ws(), two.ws()), SIZE)) {
            List<Pace> rooms =
                    Stream.generate(() -> Pace.between(one, two)).limit(ROOMS).toList();
            rooms.forEach(Pace::awaitBell);
            second.freeze();
            long fast = rooms.stream().filter(Pace::isFast).count();
            second.thaw();
            assertTrue(fast > 0 && fast < ROOMS, fast + " of " + ROOMS + " rooms are at the speed of a bell");
            second.kill();
            rooms.get(0).assertPolled();
            second.start();
            rooms.forEach(Pace::awaitBell);
            load.assertClean(() -> Postgres.current().connect(one.database()));
            rooms.forEach(Pace::close);
        }
    }

    private static Map<String, String> settings(String name, String urls) {
        Map<String, String> settings =
                new HashMap<>(Ground.fresh("shards-" + name).settings());
        settings.put("doorbell", "redis");
        settings.put("doorbell-urls", urls);
        return settings;
    }
}

package chat.parley.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server of two is killed, and all of its people come to the other one at once. */
@Order(1) // slow, so it starts early
@FaultTest
@EmbeddedOnly
@EnabledOnOs(OS.LINUX)
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class StormIT {
    private static final int SESSIONS = 2_000;
    /** Without a bound, there are twice this and more; with it, some 30 for each five seconds of the return. */
    private static final int MOST_TOLD = SESSIONS / 4;

    private static final Map<String, String> SETTINGS =
            Map.of("rate", "1000", "burst", "1000", "address-share", "1000", "max-sessions", "5000");
    private static Host first;
    private static Host second;

    @BeforeAll
    static void start() {
        first = Hosts.fresh(SETTINGS, Store.POSTGRES);
        second = Hosts.beside(first, SETTINGS);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @Test
    void whoIsAlreadyThereIsNotFloodedAndSeesEverybodyInTheEnd() throws Exception {
        try (Storm storm = new Storm(new Pair(), SESSIONS, SESSIONS)) {
            Map<String, Double> figures = storm.measured();
            System.out.println(figures);
            assertTrue(figures.get("presence") < MOST_TOLD, figures.toString());
            assertEquals(SESSIONS, figures.get("recovered"), figures.toString());
            assertEquals(0, figures.get("wrong"), "lost or doubled messages: " + figures);
        }
    }

    private static final class Pair implements Storm.Cluster {
        @Override
        public int first() {
            return first.ws().getPort();
        }

        @Override
        public int second() {
            return second.ws().getPort();
        }

        @Override
        public void kill() {
            first.kill();
        }

        @Override
        public void startAgain() {
            first.start();
        }

        @Override
        public Map<String, Long> work() throws SQLException {
            return StormWork.of(first.database());
        }

        @Override
        public long alive() throws SQLException {
            return StormWork.alive(first.database());
        }
    }
}

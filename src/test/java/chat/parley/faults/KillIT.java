package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The server is killed repeatedly during conversations. {@code -Dparley.kills=500} for a night. */
@Order(1) // slow, so it starts early
@FaultTest
class KillIT {
    private static final int KILLS = Integer.getInteger("parley.kills", 20);
    private static final int MOST_ACKS_BETWEEN = 200;
    private static final Load.Size CROWD = new Load.Size(50, 20, 1_980, 500);
    /** The server's CPU time, start included: unlike the time on the clock, it does not depend on other load. */
    private static final long MOST_CPU_SECONDS = 30;

    private static final long MOST_MEGABYTES = 1_000;
    private static final int MOST_THREADS = 150;

    @Test
    void whatIsAcknowledgedOutlivesEveryKillAndNobodyStartsAfresh() {
        Ground ground = Ground.fresh("kill");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("kill", host.ws(), Load.Size.USUAL)) {
            for (int kills = 0; kills < KILLS; kills++) {
                load.awaitAcks(ThreadLocalRandom.current().nextInt(1, MOST_ACKS_BETWEEN));
                host.kill();
                host.start();
            }
            load.awaitAcks(MOST_ACKS_BETWEEN);
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void twoThousandSessionsComeBackAtOnceAndMissNothing() throws Exception {
        Ground ground = Ground.fresh("crowd");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("crowd", host.ws(), CROWD)) {
            load.awaitAcks(100);
            int welcomes = load.welcomes();
            host.kill();
            host.start();
            Await.until(
                    "everybody is let in again",
                    () -> load.welcomes() >= welcomes + CROWD.writers() + CROWD.readers(),
                    () -> load.welcomes() - welcomes + " are in");
            load.awaitEverybody();
            long cpu = Footprint.of(host.pid()).cpuSeconds();
            assertTrue(cpu <= MOST_CPU_SECONDS, "it took " + cpu + " s of CPU time");
            load.awaitAcks(100);
            Footprint footprint = Footprint.of(host.pid());
            System.out.println("after " + cpu + " s of CPU time " + footprint);
            assertTrue(
                    footprint.megabytes() < MOST_MEGABYTES && footprint.threads() < MOST_THREADS, footprint.toString());
            load.assertClean(Rows.of(ground));
        }
    }
}

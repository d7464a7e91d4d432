package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The server is killed repeatedly during conversations. {@code -Dparley.kills=500} for a night. */
@Order(1) // slow, so it starts early
@FaultTest
class KillIT {
    private static final int KILLS = Integer.getInteger("parley.kills", 20);
    private static final int MOST_ACKS_BETWEEN = 200;
    private static final Load.Size CROWD = new Load.Size(50, 20, 1_980, 500);
    private static final long BACK_SECONDS = 45;
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
            long begun = System.nanoTime();
            Await.until(
                    "everybody is let in again",
                    () -> load.welcomes() >= welcomes + CROWD.writers() + CROWD.readers(),
                    () -> load.welcomes() - welcomes + " are in");
            load.awaitEverybody();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            assertTrue(seconds <= BACK_SECONDS, "it took " + seconds + " s");
            load.awaitAcks(100);
            Footprint footprint = Footprint.of(host.pid());
            System.out.println("after " + seconds + " s " + footprint);
            assertTrue(
                    footprint.megabytes() < MOST_MEGABYTES && footprint.threads() < MOST_THREADS, footprint.toString());
            load.assertClean(Rows.of(ground));
        }
    }
}

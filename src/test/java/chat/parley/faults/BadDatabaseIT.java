package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * PostgreSQL dies, hangs or drops connections during conversations: clients stay connected, and every acknowledged
 * message is stored exactly once.
 */
@FaultTest
@ResourceLock(Postgres.SHARED)
class BadDatabaseIT {
    private static final int KILLS = 5;
    private static final int SERVER_KILLS = 2;
    private static final int EVICTIONS = 12;
    private static final long FROZEN_SECONDS = 8;
    private static final long LONGEST_ANSWER = 12_000;

    private final Postgres postgres = Postgres.current();
    private Host host;
    private Rows rows;

    @BeforeEach
    void start() {
        host = Hosts.fresh(Ground.fresh("database").settings(), Store.POSTGRES);
        rows = () -> postgres.connect(host.database());
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aCommitThatIsKilledIsStoredOnceOrNotAtAllAndTheRetryTells() {
        try (Load load = Load.of("postgres-kill", host.ws(), Load.Size.USUAL)) {
            int welcomes = load.welcomes();
            for (int kills = 0; kills < KILLS; kills++) {
                load.awaitAcks(ThreadLocalRandom.current().nextInt(1, 200));
                postgres.kill();
                postgres.start();
            }
            load.awaitAcks(200);
            assertEquals(welcomes, load.welcomes(), "a client was disconnected");
            load.assertClean(rows);
        }
    }

    @Test
    void connectionsThatAnAdministratorEndsLeaveNoHoles() {
        try (Load load = Load.of("postgres-evicts", host.ws(), Load.Size.USUAL)) {
            int welcomes = load.welcomes();
            for (int evictions = 0; evictions < EVICTIONS; evictions++) {
                load.awaitAcks(ThreadLocalRandom.current().nextInt(1, 50));
                postgres.terminateBackends(host.database());
            }
            load.awaitAcks(200);
            assertEquals(welcomes, load.welcomes(), "a client was disconnected");
            load.assertClean(rows);
        }
    }

    @Test
    void aDatabaseThatHangsIsNotWaitedForWithoutEnd() {
        try (Load load = Load.of("postgres-frozen", host.ws(), Load.Size.USUAL)) {
            load.awaitAcks(50);
            int welcomes = load.welcomes();
            postgres.freeze();
            try {
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(FROZEN_SECONDS);
                load.awaitErrors("unavailable", Load.Size.USUAL.writers());
                Await.until("the time is over", () -> System.nanoTime() > until, () -> "");
            } finally {
                postgres.thaw();
            }
            load.awaitAcks(200);
            assertTrue(load.slowestAnswer() <= LONGEST_ANSWER, load.slowestAnswer() + " ms");
            assertEquals(welcomes, load.welcomes(), "a client was disconnected");
            load.assertClean(rows);
        }
    }

    @Test
    void aServerThatIsKilledInTheMiddleOfCommitsComesBackToWhatItAcknowledged() {
        try (Load load = Load.of("postgres-server-kill", host.ws(), Load.Size.USUAL)) {
            for (int kills = 0; kills < SERVER_KILLS; kills++) {
                load.awaitAcks(ThreadLocalRandom.current().nextInt(1, 200));
                host.kill();
                host.start();
            }
            load.awaitAcks(200);
            load.assertClean(rows);
        }
    }
}

package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The system fails or delays fsync. Needs strace. */
@Order(1) // slow, so it starts early
@Tag("privileged")
@FaultTest
class LyingDiskIT {
    private static final String SYNC = "fsync,fdatasync";
    private static final String WRITE = "pwrite64,fsync,fdatasync,ftruncate,fallocate";
    /** A traced server is slow. */
    private static final Load.Size FEW = new Load.Size(2, 6, 6, 50);

    private static final int KILLS = 5;
    private static final long LONGEST_ANSWER = 15_000;

    @BeforeEach
    void need() throws IOException {
        Strace.assumeThere();
    }

    @Test
    void whatCouldNotBeSyncedIsNotAcknowledged() throws Exception {
        assertRefusedAndRepaired("eio", SYNC, "error=EIO");
    }

    @Test
    void aFileSystemThatTurnsReadOnlyStopsWritersOnly() throws Exception {
        assertRefusedAndRepaired("read-only", WRITE, "error=EROFS");
    }

    private static void assertRefusedAndRepaired(String name, String calls, String fault) throws Exception {
        Ground ground = Ground.fresh(name);
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of(name, host.ws(), FEW)) {
            load.awaitAcks(50);
            int welcomes = load.welcomes();
            Strace.during(host.pid(), calls, fault, () -> {
                load.awaitErrors("unavailable", FEW.writers());
                load.readAll("visitor");
            });
            load.awaitAcks(50);
            assertTrue(load.slowestAnswer() <= LONGEST_ANSWER, load.slowestAnswer() + " ms");
            assertTrue(load.welcomes() == welcomes, "a client was disconnected");
            host.kill();
            host.start();
            load.awaitAcks(50);
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void aDiskThatFailsNowAndThenMakesNobodySeeWhatIsNotThere() throws Exception {
        Ground ground = Ground.fresh("now-and-then");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("now-and-then", host.ws(), FEW)) {
            Strace.during(host.pid(), SYNC, "error=EIO:when=2+3", () -> {
                load.awaitAcks(60);
                host.kill(); // entries of a failed commit may reappear
            });
            host.start();
            load.awaitAcks(50);
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void aDiskThatTakesHalfASecondMakesAcksLateAndNothingElse() throws Exception {
        Ground ground = Ground.fresh("slow");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("slow", host.ws(), FEW)) {
            Strace.during(host.pid(), SYNC, "delay_enter=500000", () -> {
                load.awaitAcks(30);
                host.kill();
            });
            host.start();
            load.awaitAcks(50);
            assertTrue(load.slowestAnswer() <= LONGEST_ANSWER, load.slowestAnswer() + " ms");
            load.assertClean(Rows.of(ground));
        }
    }

    @Test
    void aServerThatDiesWhenItSyncsLosesNothing() throws Exception {
        Ground ground = Ground.fresh("dies");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("dies", host.ws(), FEW)) {
            for (int kills = 1; kills <= KILLS; kills++) {
                load.awaitAcks(20);
                ProcessHandle server = ProcessHandle.of(host.pid()).orElseThrow();
                Strace.during(host.pid(), SYNC, "signal=KILL:when=" + kills, () -> {
                    Await.until("the server is dead", () -> !server.isAlive(), () -> "the server is still running");
                });
                host.kill(); // so that the host notices the end
                host.start();
            }
            load.awaitAcks(50);
            load.assertClean(Rows.of(ground));
        }
    }
}

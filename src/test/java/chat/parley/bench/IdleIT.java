package chat.parley.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.FaultTest;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Many idle sessions on a heap of 1 GB. {@code -Dparley.idle=50000} for a night. */
@Order(1) // slow, so it starts early
@FaultTest
@EmbeddedOnly
@EnabledOnOs(OS.LINUX)
class IdleIT {
    private static final int SESSIONS = Integer.getInteger("parley.idle", 5_000);
    private static final int PER_ROOM = 50;
    private static final double MAX_BYTES = 12_000;
    private static final int TIMES = 4;
    private static final int COMING = 8_000;
    private static final long MAX_KEPT = 200;

    @Test
    void idleSessionsTakeLittleMemoryAndMessagesStillArrive() throws Exception {
        int sessions = Idle.allowed(SESSIONS);
        try (Server server = Idle.withSmallHeap()) {
            Map<String, Double> figures = Idle.measured(new Pump(), Subject.PARLEY, server, sessions);
            System.out.println(figures);
            assertTrue(figures.get("sessions") > sessions - PER_ROOM, figures.toString());
            assertTrue(figures.get("liveBytesPerSession") < MAX_BYTES, figures.toString());
            assertEquals(PER_ROOM * Idle.MESSAGES, figures.get("deliveries"), figures.toString());
            assertEquals(0, figures.get("lost") + figures.get("doubled") + figures.get("closed"), figures.toString());
        }
    }

    @Test
    void nothingIsKeptOfSessionsThatHaveEnded() throws Exception {
        try (Server server = Idle.withSmallHeap()) {
            Pump pump = new Pump();
            comeAndGo(pump, server);
            long before = server.liveBytes();
            comeAndGo(pump, server);
            long kept = server.liveBytes() - before;
            assertTrue(kept < COMING * MAX_KEPT, kept + " bytes kept of " + COMING + " sessions");
        }
    }

    private static void comeAndGo(Pump pump, Server server) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            Crowd.of(pump, Subject.PARLEY, server, COMING / TIMES / PER_ROOM, PER_ROOM)
                    .close();
        }
        long end = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (server.hasAny("chat.parley.room.Session")) {
            assertTrue(System.nanoTime() < end, "sessions have not ended");
        }
    }
}

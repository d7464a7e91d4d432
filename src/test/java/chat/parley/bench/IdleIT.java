package chat.parley.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.FaultTest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
            Map<String, Long> before = server.liveBytesByClass();
            comeAndGo(pump, server);
            Map<String, Long> kept = server.liveBytesByClass();
            before.forEach((name, bytes) -> kept.merge(name, -bytes, Long::sum));
            kept.remove("[I"); // Java 17 fills gaps between live objects with these
            long all = kept.values().stream().mapToLong(Long::longValue).sum();
            assertTrue(all < COMING * MAX_KEPT, () -> all + " bytes kept of " + COMING + " sessions: " + largest(kept));
        }
    }

    private static String largest(Map<String, Long> bytes) {
        return bytes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(10)
                .map(Map.Entry::toString)
                .collect(Collectors.joining(", "));
    }

    /** What the server still has of sessions: objects by class. */
    private static String left(Server server) throws Exception {
        return server.objects(Set.of("chat.parley.room.Session", "org.glassfish.tyrus.core.TyrusWebSocket"));
    }

    private static void comeAndGo(Pump pump, Server server) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            Crowd.of(pump, Subject.PARLEY, server, COMING / TIMES / PER_ROOM, PER_ROOM)
                    .close();
        }
        long end = System.nanoTime() + WaitLimit.TIME.toNanos();
        for (String left = left(server); !left.isEmpty(); left = left(server)) {
            assertTrue(System.nanoTime() < end, "sessions have not ended: " + left);
        }
    }
}

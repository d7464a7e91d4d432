package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.identity.MonitoringAccess;
import chat.parley.lane.Lane;
import chat.parley.lane.ThreadLanes;
import chat.parley.lane.Workers;
import chat.parley.metrics.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that never ends. */
class MonitorTest {
    private final ThreadLanes lanes = new ThreadLanes(1, Thread::new);
    private final ThreadLanes others = new ThreadLanes(1, Thread::new);
    private final Workers workers = new Workers(1, Thread::new);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        lanes.close();
        others.close();
        workers.close();
    }

    private Health health(Duration limit) {
        Monitor monitor = new Monitor();
        monitor.add("rooms", lanes, limit);
        monitor.add("others", others, limit);
        return monitor.monitoring(workers, others, new MonitoringAccess(List.of(), null))
                .health();
    }

    private void block() throws InterruptedException {
        Lane lane = lanes.of("room");
        lane.execute(() -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
    }

    @Test
    void aTaskBeyondTheLimitMakesTheServerUnhealthy() throws Exception {
        Health health = health(Duration.ofNanos(1));
        assertTrue(health.live().ok(), "nothing runs");
        block();
        assertFalse(health.live().ok());
        List<Health.Check> problems =
                health.live().checks().stream().filter(check -> !check.ok()).toList();
        assertEquals(
                List.of("lanes: rooms"),
                problems.stream().map(Health.Check::name).toList());
        assertTrue(problems.get(0).problem().startsWith("A task has been running for"), problems.toString());
    }

    @Test
    void aTaskWithinTheLimitDoesNot() throws Exception {
        Health health = health(Duration.ofDays(1));
        block();
        assertEquals(1, lanes.busy());
        lanes.of("room").execute(() -> {});
        assertEquals(1, lanes.waiting());
        assertTrue(health.live().ok());
    }
}

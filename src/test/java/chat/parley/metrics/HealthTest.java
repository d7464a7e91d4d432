package chat.parley.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final AtomicReference<String> lanes = new AtomicReference<>();
    private final AtomicReference<String> store = new AtomicReference<>();
    private final Health health = new Health(Map.of("lanes", lanes::get));

    HealthTest() {
        health.require("store", store::get);
    }

    private List<String> problems() {
        return health.ready().checks().stream()
                .filter(check -> !check.ok())
                .map(Health.Check::name)
                .toList();
    }

    @Test
    void aServerIsReadyOnceItHasStarted() {
        assertEquals(List.of("started"), problems());
        health.started();
        assertTrue(health.ready().ok());
    }

    @Test
    void aServerThatDrainsIsAliveButNotReady() {
        health.started();
        health.drain();
        assertEquals(List.of("open"), problems());
        assertTrue(health.live().ok());
    }

    @Test
    void aFailingStoreIsAReasonToGoElsewhereButNotToRestart() {
        health.started();
        store.set("The store cannot be read");
        assertEquals(List.of("store"), problems());
        assertTrue(health.live().ok());
        store.set(null);
        assertTrue(health.ready().ok());
    }

    @Test
    void aStuckLaneIsAReasonToRestart() {
        lanes.set("A task has been running for 31 s");
        assertFalse(health.live().ok());
        assertEquals(
                List.of(new Health.Check("lanes", false, "A task has been running for 31 s")),
                health.live().checks());
    }
}

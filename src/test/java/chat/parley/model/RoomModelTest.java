package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/**
 * What is acknowledged is never lost, never doubled, never out of order. {@code -Dparley.model.schedules=…} says how many schedules are played, {@code -Dparley.model.seed=…} plays one again.
 */
class RoomModelTest {
    private static final int BURST = 300;

    @Test
    void whateverHappensEverySessionSeesOneRowOfMessagesAndEverythingThatWasAcknowledged() throws Exception {
        Long seed = Long.getLong("parley.model.seed");
        assertNull(seed != null ? Run.of(seed, 1, BURST) : Run.of(1, Integer.getInteger("parley.model.schedules", 3_000), BURST),
                "play it again with -Dparley.model.seed=SEED");
    }
}

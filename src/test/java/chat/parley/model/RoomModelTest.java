package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Acknowledged messages are never lost, duplicated or reordered. {@code -Dparley.model.schedules=…} sets the number
 * of schedules; {@code -Dparley.model.seed=…} replays one of them.
 */
@Order(1) // slow, so it starts early
@ExtendWith(Quiet.class)
class RoomModelTest {
    @Test
    void whateverHappensEverySessionSeesOneRowOfMessagesAndEverythingThatWasAcknowledged() throws Exception {
        Long seed = Long.getLong("parley.model.seed");
        int schedules = Integer.getInteger("parley.model.schedules", 3_000);
        try (Players players = new Players()) {
            assertNull(
                    seed != null ? Run.standard(seed, 1) : players.playAll(Run::standard, schedules),
                    "play it again with -Dparley.model.seed=SEED");
        }
    }
}

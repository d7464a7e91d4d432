package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is acknowledged is never lost, never doubled, never out of order. {@code -Dparley.model.schedules=…} sets the
 * number of schedules; {@code -Dparley.model.seed=…} plays one of them again.
 */
@ExtendWith(Quiet.class)
class RoomModelTest {
    @Test
    void whateverHappensEverySessionSeesOneRowOfMessagesAndEverythingThatWasAcknowledged() throws Exception {
        Long seed = Long.getLong("parley.model.seed");
        int schedules = Integer.getInteger("parley.model.schedules", 3_000);
        try (Players players = new Players()) {
            assertNull(seed != null ? Run.standard(seed, 1) : players.playAll(Run::standard, schedules),
                    "play it again with -Dparley.model.seed=SEED");
        }
    }
}

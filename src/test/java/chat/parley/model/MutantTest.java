package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.e2e.host.FaultTest;
import chat.parley.log.LogMistakes;
import chat.parley.room.RoomMistakes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plants mistakes in the production code, one at a time, and checks that the model finds each of them. All sizes are
 * small, so that few schedules suffice. {@code -Dparley.model.mutant-schedules=…} sets the maximum number of
 * schedules per mistake, {@code -Dparley.model.schedules=…} the number without a mistake; {@code
 * -Dparley.model.seed=…} replays one of those.
 */
@FaultTest
@Order(1) // slow, so it starts early
@ExtendWith(Quiet.class)
class MutantTest {
    private static final int SEARCHED = Integer.getInteger("parley.model.mutant-schedules", 10_000);

    private static Players players;

    @BeforeAll
    static void start() {
        players = new Players();
    }

    @AfterAll
    static void stop() {
        players.close();
    }

    @TestFactory
    Stream<DynamicTest> theModelFinds() {
        List<Mistake> mistakes = Stream.concat(
                        LogMistakes.all(), RoomMistakes.all(Scale.SMALL.room().batch()))
                .toList();
        // All searches are queued before the first is awaited.
        Map<Mistake, Future<String>> searches = new LinkedHashMap<>();
        for (Mistake mistake : mistakes) {
            searches.put(mistake, players.play(() -> new Variant(mistake.edits()).run(mistake.firstSeed(), SEARCHED)));
        }
        return mistakes.stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake.sentence(), () -> {
                    String found = searches.get(mistake).get();
                    assertNotNull(found, "survived " + SEARCHED + " schedules: " + mistake);
                    System.out.println(
                            mistake + ": " + found.lines().findFirst().orElseThrow());
                }));
    }

    @Test
    void withoutAMistakeTheModelFindsNothing() throws Exception {
        Long seed = Long.getLong("parley.model.seed");
        Players.Game right = (first, count) -> new Variant(List.of()).run(first, count);
        int schedules = Integer.getInteger("parley.model.schedules", 3_000);
        assertNull(seed != null ? right.play(seed, 1) : players.playAll(right, schedules));
    }
}

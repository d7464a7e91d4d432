package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.e2e.host.FaultTest;
import chat.parley.room.DeletionMistakes;
import chat.parley.room.LostRooms;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forgets one check of deleted rooms at a time in the production code, and requires that {@link LostRooms} notices. */
@FaultTest
@Timeout(120)
@ExtendWith(Quiet.class)
class DeletionMutantTest {
    private static String run(List<Edit> edits) throws ReflectiveOperationException {
        return Variant.whole(edits).run(LostRooms.class, "run");
    }

    @TestFactory
    Stream<DynamicTest> itIsNoticedThat() {
        return DeletionMistakes.all()
                .map(mistake -> DynamicTest.dynamicTest(mistake.sentence(), () -> {
                    String found = run(mistake.edits());
                    assertNotNull(found, "not noticed: " + mistake);
                    System.out.println(mistake + ": " + found);
                }));
    }

    @Test
    void withoutAMistakeNothingIsFound() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertNull(run(List.of()));
        }
    }
}

package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Makes one mistake at a time in the production code, and requires that some scenes notice each of them. */
abstract class SceneMutants {
    private static final int RIGHT_RUNS = 3;

    private final Class<?> scenes;
    private final Supplier<Stream<Mistake>> mistakes;

    /** @param scenes its static method {@code run} returns what went wrong first, or null */
    SceneMutants(Class<?> scenes, Supplier<Stream<Mistake>> mistakes) {
        this.scenes = scenes;
        this.mistakes = mistakes;
    }

    private String run(List<Edit> edits) throws ReflectiveOperationException {
        return Variant.whole(edits).run(scenes, "run");
    }

    @TestFactory
    Stream<DynamicTest> itIsNoticedThat() {
        return mistakes.get()
                .map(mistake -> DynamicTest.dynamicTest(mistake.sentence(), () -> {
                    List<Edit> edits = new ArrayList<>(mistake.edits());
                    edits.add(Impatience.edit());
                    String found = run(edits);
                    assertNotNull(found, "not noticed: " + mistake);
                    System.out.println(mistake + ": " + found);
                }));
    }

    @Test
    void withoutAMistakeNothingIsFound() throws Exception {
        for (int i = 0; i < RIGHT_RUNS; i++) {
            assertNull(run(List.of()));
        }
    }
}

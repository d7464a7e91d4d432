package chat.parley.model;

import static chat.parley.model.Code.in;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mistake that no longer applies to the code must be reported. */
@ExtendWith(Quiet.class)
class VariantTest {
    static final class Sample {
        private int sum;

        void add(List<?> one, List<?> another) {
            sum += one.size() + another.size();
        }

        int sum(int start) {
            start += sum;
            return Math.abs(start);
        }
    }

    static int length(List<?> list, String more) {
        return list.size() + more.length();
    }

    static int later(int value, Sample sample, int start) {
        return value + start;
    }

    @Test
    void aMethodThatIsGone() {
        fails("has no method subtract", () -> in(Sample.class, "subtract").doesNothing());
    }

    @Test
    void aCallThatIsGone() {
        fails(
                "a call to List.clear 0 times",
                () -> in(Sample.class, "add").calls(List.class, "clear").isSkipped());
    }

    @Test
    void aCallThatIsNoLongerTheOnlyOne() {
        fails(
                "a call to List.size 2 times",
                () -> in(Sample.class, "add").call(List.class, "size").returns(1));
    }

    @Test
    void twoCallsOfWhichOneIsGone() {
        fails(
                "a call to Math.abs 1 times",
                () -> in(Sample.class, "sum").secondCall(Math.class, "abs").returns(1));
    }

    @Test
    void anAssignmentThatIsGone() {
        fails("an assignment to sum 0 times", () -> in(Sample.class, "sum").doesNotSet("sum"));
    }

    @Test
    void aStandInThatDoesNotFitTheCall() {
        fails(
                "cannot stand in for",
                () -> in(Sample.class, "add").calls(List.class, "size").becomes(VariantTest.class, "length"));
    }

    @Test
    void aStandInThatTakesAParameterThatTheMethodAssigns() {
        fails(
                "assigns to a parameter",
                () -> in(Sample.class, "sum").call(Math.class, "abs").becomes(VariantTest.class, "later"));
    }

    @Test
    void aStandInThatIsGone() {
        fails(
                "has 0 static methods gone",
                () -> in(Sample.class, "sum").call(Math.class, "abs").becomes(VariantTest.class, "gone"));
    }

    @Test
    void sqlThatIsGone() throws Exception {
        Variant variant = new Variant(List.of(new SqlEdit("SELECT nothing", "SELECT 1")));
        AssertionError failure = assertThrows(AssertionError.class, () -> variant.run(1, 1));
        assertTrue(failure.getMessage().contains("no SQL statement contains [SELECT nothing]"), failure.getMessage());
    }

    private static void fails(String why, Supplier<Edit> edit) {
        AssertionError failure = assertThrows(AssertionError.class, () -> new Variant(List.of(edit.get())));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }
}

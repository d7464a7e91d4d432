package chat.parley.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Finds what is missing, late or double. */
class SequenceTest {
    private final Sequence sequence = new Sequence();

    private List<Sequence.Arrival> arrivals(long... numbers) {
        return LongStream.of(numbers).mapToObj(sequence::next).toList();
    }

    @Test
    void itBeginsWithAnyNumber() {
        assertEquals(List.of(Sequence.Arrival.NEW, Sequence.Arrival.NEW), arrivals(41, 42));
        assertEquals(0, sequence.missing());
    }

    @Test
    void theFirstIsMissingIfAnotherOneWasExpected() {
        sequence.expect(1);
        arrivals(3);
        assertEquals(2, sequence.missing());
    }

    @Test
    void aSecondTimeIsToldFromALateFirstOne() {
        assertEquals(
                List.of(
                        Sequence.Arrival.NEW,
                        Sequence.Arrival.NEW,
                        Sequence.Arrival.LATE,
                        Sequence.Arrival.AGAIN,
                        Sequence.Arrival.AGAIN,
                        Sequence.Arrival.LATE),
                arrivals(1, 5, 3, 3, 1, 2));
        assertEquals(1, sequence.missing(), "4");
        assertEquals(5, sequence.last());
    }

    @Test
    void whatHasComeBeforeTheBeginningIsNoneOfIt() {
        arrivals(10);
        assertEquals(List.of(Sequence.Arrival.AGAIN), arrivals(9));
    }

    @Test
    void manyGapsAreCountedInBoundedMemory() {
        IntStream.range(0, 10_000).forEach(number -> sequence.next(2L * number));
        assertEquals(9_999, sequence.missing());
        assertEquals(Sequence.Arrival.LATE, sequence.next(19_997));
        assertEquals(Sequence.Arrival.AGAIN, sequence.next(1), "its gap is forgotten");
        assertEquals(9_998, sequence.missing());
        assertTrue(sequence.hasBegun());
    }
}

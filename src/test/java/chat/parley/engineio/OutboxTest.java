package chat.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.host.Memory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int MAX_BYTES = 100_000;

    private final Memory memory = new Memory(0);
    private final List<Throwable> outcomes = new ArrayList<>();

    private Outbox.Parcel parcel() {
        return Outbox.Parcel.of(List.of(Packet.of(Packet.NOOP)), outcomes::add);
    }

    @Test
    void theWeightOfSmallPacketsIncludesTheirOverhead() {
        Outbox box = new Outbox(MAX_BYTES, new Memory(MAX_BYTES));
        int taken = 0;
        while (box.reserve(parcel())) {
            box.add(parcel());
            taken++;
        }
        assertTrue(taken > 10 && taken < MAX_BYTES / 300, taken + " packets of a byte each");
    }

    @Test
    void theLimitShrinksWhileMemoryIsShort() {
        Outbox box = new Outbox(MAX_BYTES, memory);
        int taken = 0;
        while (box.reserve(parcel())) {
            box.add(parcel());
            taken++;
        }
        assertTrue(taken > 1 && taken < MAX_BYTES / 16 / 300, taken + " packets of a byte each");
    }

    @Test
    void takenAndDiscardedPacketsNoLongerCount() {
        Outbox box = new Outbox(MAX_BYTES, memory);
        Outbox.Parcel sent = parcel();
        assertTrue(box.reserve(sent));
        box.add(sent);
        Outbox.Parcel late = parcel();
        assertTrue(box.reserve(late));
        assertTrue(memory.isShort());
        box.take(MAX_BYTES);
        assertTrue(memory.isShort());
        box.discard(late, new IllegalStateException("Session has ended"));
        assertFalse(memory.isShort());
        assertEquals(1, outcomes.size());
    }
}

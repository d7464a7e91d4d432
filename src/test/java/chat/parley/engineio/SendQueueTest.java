package chat.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.io.Memory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendQueueTest {
    private static final int MAX_BYTES = 100_000;

    private final Memory memory = new Memory(0);
    private final List<Throwable> outcomes = new ArrayList<>();

    private SendQueue.Parcel parcel() {
        return SendQueue.Parcel.of(List.of(Packet.of(Packet.NOOP)), outcomes::add);
    }

    @Test
    void theWeightOfSmallPacketsIncludesTheirOverhead() {
        SendQueue queue = new SendQueue(MAX_BYTES, new Memory(MAX_BYTES));
        int taken = 0;
        while (queue.reserve(parcel())) {
            queue.add(parcel());
            taken++;
        }
        assertTrue(taken > 10 && taken < MAX_BYTES / 300, taken + " packets of a byte each");
    }

    @Test
    void theLimitShrinksWhileMemoryIsShort() {
        SendQueue queue = new SendQueue(MAX_BYTES, memory);
        int taken = 0;
        while (queue.reserve(parcel())) {
            queue.add(parcel());
            taken++;
        }
        assertTrue(taken > 1 && taken < MAX_BYTES / 16 / 300, taken + " packets of a byte each");
    }

    @Test
    void takenAndDiscardedPacketsNoLongerCount() {
        SendQueue queue = new SendQueue(MAX_BYTES, memory);
        SendQueue.Parcel sent = parcel();
        assertTrue(queue.reserve(sent));
        queue.add(sent);
        SendQueue.Parcel late = parcel();
        assertTrue(queue.reserve(late));
        assertTrue(memory.isShort());
        queue.take(MAX_BYTES);
        assertTrue(memory.isShort());
        queue.discard(late, new IllegalStateException("Session has ended"));
        assertFalse(memory.isShort());
        assertEquals(1, outcomes.size());
    }
}

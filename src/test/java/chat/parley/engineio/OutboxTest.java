package chat.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.host.Memory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int MOST = 100_000;

    private final Memory memory = new Memory(0);
    private final List<Throwable> told = new ArrayList<>();

    private Outbox.Parcel parcel() {
        return Outbox.Parcel.of(List.of(Packet.of(Packet.NOOP)), told::add);
    }

    @Test
    void smallPacketsAreWeighedWithWhatTheyCostBesideTheirText() {
        Outbox box = new Outbox(MOST, new Memory(MOST));
        int taken = 0;
        while (box.reserve(parcel())) {
            box.add(parcel());
            taken++;
        }
        assertTrue(taken > 10 && taken < MOST / 300, taken + " packets of a byte each");
    }

    @Test
    void whereMemoryIsShortLittleMayWait() {
        Outbox box = new Outbox(MOST, memory);
        int taken = 0;
        while (box.reserve(parcel())) {
            box.add(parcel());
            taken++;
        }
        assertTrue(taken > 1 && taken < MOST / 16 / 300, taken + " packets of a byte each");
    }

    @Test
    void whatIsTakenOrGivenUpCountsNoMore() {
        Outbox box = new Outbox(MOST, memory);
        Outbox.Parcel sent = parcel();
        assertTrue(box.reserve(sent));
        box.add(sent);
        Outbox.Parcel late = parcel();
        assertTrue(box.reserve(late));
        assertTrue(memory.isShort());
        box.take(MOST);
        assertTrue(memory.isShort());
        box.giveUp(late, new IllegalStateException("the session has ended"));
        assertFalse(memory.isShort());
        assertEquals(1, told.size());
    }
}

package chat.parley.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.io.Memory;
import org.junit.jupiter.api.Test;

class ConnectionMemoryTest {
    private final Memory memory = new Memory(100);

    @Test
    void allConnectionsShareOneBudgetAndGiveBackAtTheEndWhatTheyHeld() {
        ConnectionMemory one = new ConnectionMemory(memory);
        ConnectionMemory other = new ConnectionMemory(memory);
        one.setIn(40);
        one.setOut(30);
        other.setIn(30);
        assertEquals(70, one.bytes());
        assertFalse(memory.isShort());
        other.setOut(1);
        assertTrue(memory.isShort());
        one.release();
        assertFalse(memory.isShort());
        one.setOut(1_000); // a write that completes late
        assertFalse(memory.isShort());
        other.setIn(100);
        assertTrue(memory.isShort());
    }
}

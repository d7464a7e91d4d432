package chat.parley.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.host.Memory;
import org.junit.jupiter.api.Test;

class ShareTest {
    private final Memory memory = new Memory(100);

    @Test
    void allConnectionsShareOneBudgetAndGiveBackAtTheEndWhatTheyHeld() {
        Share one = new Share(memory);
        Share other = new Share(memory);
        one.in(40);
        one.out(30);
        other.in(30);
        assertEquals(70, one.bytes());
        assertFalse(memory.isShort());
        other.out(1);
        assertTrue(memory.isShort());
        one.end();
        assertFalse(memory.isShort());
        one.out(1_000); // a write that was under way
        assertFalse(memory.isShort());
        other.in(100);
        assertTrue(memory.isShort());
    }
}

package chat.parley.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinRequestTest {
    private final FakeWire wire = new FakeWire();
    private final List<Long> heads = new ArrayList<>();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void onlyTheLastOfSeveralJoinsCounts() {
        JoinRequest join = new JoinRequest(wire, true, reply -> heads.add(reply.number("head")), error -> {
            throw error;
        });
        wire.run(() -> {
            join.send("lobby", null, () -> {});
            join.send("lobby", null, () -> {});
        });
        List<WireCommand> sent = wire.sent();
        wire.answer(sent.get(0), "\"type\":\"joined\",\"head\":1");
        wire.answer(sent.get(1), "\"type\":\"joined\",\"head\":2");
        assertEquals(List.of(2L), heads);
    }
}

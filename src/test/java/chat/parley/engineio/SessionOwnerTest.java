package chat.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.embedded.EmbeddedSuite;
import chat.parley.event.Member;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.identity.Origins;
import chat.parley.io.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session serves only requests of the member whose request opened it. */
class SessionOwnerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MANY = 100_000;
    private static final Caller NOBODY = new Caller("192.0.2.1", null);

    private final EngineServer engine = new EngineServer(
            new EngineSettings(
                    "/engine.io/", LONG, LONG, LONG, LONG, MANY, MANY, 0, MANY, "", "", new Origins(Set.of())),
            session -> new Receiver() {
                @Override
                public void text(String message) {}

                @Override
                public void bytes(byte[] message) {}

                @Override
                public void ended(String why) {}
            },
            new Memory(),
            EmbeddedSuite.UNLIMITED,
            Thread::new);

    @AfterEach
    void close() {
        engine.close();
    }

    private static Caller caller(String id, String name) {
        return new Caller("192.0.2.1", new Authentication(new Member(id, name), null));
    }

    private String openedBy(Caller caller) {
        return engine.begin(RequestParameters.of("EIO=4&transport=polling", caller), true)
                .id();
    }

    private EngineError poll(String sid, Caller caller) {
        return engine.errorOf(RequestParameters.of("EIO=4&transport=polling&sid=" + sid, caller), "GET", false);
    }

    private EngineError upgrade(String sid, Caller caller) {
        return engine.errorOf(RequestParameters.of("EIO=4&transport=websocket&sid=" + sid, caller), "GET", true);
    }

    @Test
    void nobodyElseMayPollOrUpgrade() {
        String sid = openedBy(caller("mira", "Mira"));
        assertNull(poll(sid, caller("mira", "Mira Okafor")));
        assertNull(upgrade(sid, caller("mira", "Mira Okafor")));
        for (Caller other : List.of(NOBODY, caller("jonas", "Mira"))) {
            assertEquals(EngineError.SESSION_UNKNOWN, poll(sid, other));
            assertEquals(EngineError.SESSION_UNKNOWN, upgrade(sid, other));
        }
    }

    @Test
    void somebodyWhoIsNotKnownYetIsCheckedLater() {
        assertNull(upgrade(openedBy(caller("mira", "Mira")), null));
    }

    @Test
    void aSessionOfNobodyDoesNotBecomeAMembers() {
        String sid = openedBy(NOBODY);
        assertNull(poll(sid, NOBODY));
        assertNull(upgrade(sid, new Caller("192.0.2.2", null)));
        assertEquals(EngineError.SESSION_UNKNOWN, poll(sid, caller("mira", "Mira")));
        assertEquals(EngineError.SESSION_UNKNOWN, upgrade(sid, caller("mira", "Mira")));
    }
}

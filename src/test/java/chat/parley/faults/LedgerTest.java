package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests the ledger: plants each kind of leak. */
class LedgerTest {
    private static final String DOOR = "a tab";

    private final AtomicLong clock = new AtomicLong();
    private Ledger ledger = ledger(true);
    private final TreeMap<Long, String> log = new TreeMap<>(Map.of(1L, "member"));

    private Ledger ledger(boolean sharesHistory) {
        return new Ledger("~room", "a", sharesHistory, clock::incrementAndGet);
    }

    private Ledger.Decision decide(String role, long offset) {
        Ledger.Decision decision = ledger.decide(role);
        decision.acknowledged(offset);
        log.put(offset, role);
        return decision;
    }

    private String post(long offset) {
        String text = ledger.text();
        ledger.stored(text, offset);
        return text;
    }

    private static JsonObject event(String type, String text) {
        return Json.createObjectBuilder().add("type", type).add("text", text).build();
    }

    private void hear(long asked, String text) {
        ledger.heard(DOOR, asked, event("message", text));
    }

    /** A door that has received something and was refused something. */
    private void tryTheDoor() {
        hear(clock.get(), post(2));
        decide("none", 3);
        ledger.heard(DOOR, clock.get(), event("error", "Room not found"));
    }

    private List<String> violations() {
        return ledger.violations(log);
    }

    private void assertFound(String words) {
        assertEquals(1, violations().size(), violations().toString());
        assertTrue(violations().get(0).contains(words), violations().toString());
    }

    @Test
    void whatWasOnTheWayIsNoLeak() {
        long connected = clock.get();
        String before = post(2);
        tryTheDoor();
        hear(connected, before);
        decide("member", 5);
        hear(clock.get(), post(6));
        assertEquals(List.of(), violations());
    }

    @Test
    void whatIsAskedAfterARemovalAndTellsOfTheRoomIsALeak() {
        tryTheDoor();
        hear(clock.get(), "somebody types in ~room");
        assertFound("asked after none");
    }

    @Test
    void whatIsPostedAfterARemovalIsALeakOnOldConnectionsToo() {
        long connected = clock.get();
        tryTheDoor();
        hear(connected, post(4));
        assertFound("posted after none");
    }

    @Test
    void aSecondRemovalDoesNotOpenTheDoor() {
        long connected = clock.get();
        tryTheDoor();
        ledger.decide("banned");
        hear(connected, post(4));
        assertFound("posted after banned");
    }

    @Test
    void anInvitationOpensTheDoorBeforeItIsAcknowledged() {
        tryTheDoor();
        ledger.decide("member");
        hear(clock.get(), post(5));
        assertEquals(List.of(), violations());
    }

    @Test
    void thePastOfARoomThatDoesNotShareItIsALeakForEver() {
        ledger = ledger(false);
        tryTheDoor();
        String meanwhile = post(4);
        decide("member", 5);
        hear(clock.get(), meanwhile);
        assertFound("the room's past at 4");
    }

    @Test
    void aDecisionThatTheLogHasLostIsFound() {
        tryTheDoor();
        decide("banned", 4);
        log.remove(4L);
        assertFound("the log has not kept: banned");
    }

    @Test
    void aPostOfARemovedMemberIsFound() {
        tryTheDoor();
        ledger.wrote(4);
        assertFound("the removed member has posted at 4");
    }

    @Test
    void aDoorThatWasNotTriedProvesNothing() {
        hear(clock.get(), post(2));
        assertFound("was not tried");
    }
}

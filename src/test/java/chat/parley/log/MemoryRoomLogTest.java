package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The role's contract, on the log in memory, and that log's own bounds. */
class MemoryRoomLogTest {
    private static final Member MIRA = new Member("m", "Mira");
    private static final Member JONAS = new Member("j", "Jonas");

    private final RoomLog log = new MemoryRoomLog(Clock.systemUTC());

    @Test
    void offsetsAreOneTwoThreeInEveryRoom() {
        assertEquals(1, append("a", MIRA, "x", null).offset());
        assertEquals(2, append("a", JONAS, "y", null).offset());
        assertEquals(1, append("b", MIRA, "z", null).offset());
        assertEquals(List.of("x", "y"), read("a", 0, 10).stream().map(Entry::text).toList());
        assertEquals(List.of("y"), read("a", 1, 10).stream().map(Entry::text).toList());
        assertEquals(List.of("x"), read("a", 0, 1).stream().map(Entry::text).toList());
        assertEquals(List.of(), read("nowhere", 0, 10));
    }

    @Test
    void aRepeatedRefYieldsTheFirstEntryAndBurnsNoOffset() {
        Entry first = append("a", MIRA, "x", "r");
        assertEquals(first, append("a", MIRA, "x", "r"));
        assertEquals(2, append("a", MIRA, "y", "s").offset());
        assertEquals(3, append("a", JONAS, "x", "r").offset(), "another author's ref is another ref");
        assertEquals(1, append("b", MIRA, "x", "r").offset(), "and so is another room's");
    }

    @Test
    void aRefWithOtherContentIsAConflict() {
        append("a", MIRA, "x", "r");
        CompletionException failed = assertThrows(CompletionException.class, () -> append("a", MIRA, "y", "r"));
        assertEquals(ErrorCode.CONFLICT, ((Refusal) failed.getCause()).code());
    }

    @Test
    void aPositionCanBeResumedOnlyInItsOwnLog() {
        Position start = now(log.open("a")).head();
        Position first = append("a", MIRA, "x", null).position();
        Position second = append("a", MIRA, "y", null).position();
        for (Position known : List.of(start, first, second)) {
            assertTrue(now(log.canResume("a", known)), known::toString);
        }
        append("b", MIRA, "x", null);
        assertFalse(now(log.canResume("b", first)));
        assertFalse(now(log.canResume("a", new Position(first.epoch(), 3, "x"))), "not there yet");
        assertFalse(now(log.canResume("a", new Position(first.epoch(), 1, "another tag"))));
        assertFalse(now(log.canResume("nowhere", first)));
    }

    @Test
    void whatIsTooOldIsForgottenAndNobodyResumesBelowIt() {
        Position first = append("a", MIRA, "0", "r0").position();
        for (int i = 1; i <= MemoryRoomLog.ROOM_ENTRIES; i++) {
            append("a", MIRA, Integer.toString(i), null);
        }
        RoomLog.Extent extent = now(log.open("a"));
        assertEquals(1, extent.floor());
        assertEquals(MemoryRoomLog.ROOM_ENTRIES + 1, extent.head().offset());
        assertFalse(now(log.canResume("a", first)));
        assertFalse(now(log.canResume("a", Position.start(first.epoch()))));
        assertEquals(2, read("a", 0, 1).get(0).offset());
    }

    @Test
    void oneRoomsTextIsBounded() {
        String text = "x".repeat(8_000);
        for (int i = 0; i < 200; i++) {
            append("a", MIRA, text, null);
        }
        assertEquals(MemoryRoomLog.ROOM_CHARS / 8_000, read("a", 0, 1_000).size());
    }

    @Test
    void allRoomsTogetherAreBoundedAndIdleOnesGoFirst() {
        String text = "x".repeat(8_000);
        long rooms = MemoryRoomLog.ALL_CHARS / MemoryRoomLog.ROOM_CHARS + 5;
        for (int room = 0; room < rooms; room++) {
            for (int i = 0; i < MemoryRoomLog.ROOM_CHARS / 8_000; i++) {
                append("room " + room, MIRA, text, null);
            }
            if (room == 1) {
                log.release("room 1");
            }
        }
        assertEquals(0, read("room 1", 0, 1).size(), "the idle one is forgotten");
        long kept = 0;
        for (int room = 0; room < rooms; room++) {
            kept += read("room " + room, 0, 1_000).stream().mapToLong(entry -> entry.text().length()).sum();
        }
        assertTrue(kept <= MemoryRoomLog.ALL_CHARS && kept > MemoryRoomLog.ALL_CHARS / 2, kept + " characters are kept");
        int last = read("room " + (rooms - 1), 0, 1_000).size();
        assertTrue(last > 60, "whoever wrote last still has " + last);
    }

    @Test
    void whenManySmallRoomsHaveFilledTheMemoryTheNextIsRefusedAndNobodyLosesAnything() {
        String text = "x".repeat(8_000);
        Entry first = append("quiet", MIRA, "x", "r");
        CompletionException failed = assertThrows(CompletionException.class, () -> {
            for (int room = 0; room < MemoryRoomLog.ROOMS; room++) {
                append("room " + room, MIRA, text, null);
            }
        });
        assertEquals(ErrorCode.BUSY, ((Refusal) failed.getCause()).code());
        assertEquals(first, read("quiet", 0, 1).get(0));
    }

    @Test
    void aForgottenRoomBeginsANewEpoch() {
        Position before = append("a", MIRA, "x", null).position();
        log.release("a");
        for (int i = 0; i < MemoryRoomLog.ROOMS; i++) {
            log.open("other " + i);
        }
        CompletionException failed = assertThrows(CompletionException.class, () -> append("one too many", MIRA, "x", null));
        assertEquals(ErrorCode.BUSY, ((Refusal) failed.getCause()).code());
        log.release("other 1");
        assertNotEquals(before.epoch(), append("a", MIRA, "x", null).position().epoch());
    }

    private Entry append(String room, Member author, String text, String ref) {
        return now(log.append(new Draft(room, author, text, ref)));
    }

    private List<Entry> read(String room, long after, int limit) {
        return now(log.read(room, after, limit));
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}

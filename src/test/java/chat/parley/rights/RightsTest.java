package chat.parley.rights;

import static chat.parley.log.LogBench.JONAS;
import static chat.parley.log.LogBench.MIRA;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.ServerRoles;
import chat.parley.identity.Client;
import chat.parley.log.Draft;
import chat.parley.log.LogBench;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RightsTest {
    @TempDir
    Path folder;

    private LogBench bench;
    private Rights rights;

    @BeforeEach
    void open() {
        bench = LogBench.in(folder);
        read();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void read() {
        rights = Rights.in(bench.database, ServerRoles.PROVEN, Clock.systemUTC());
    }

    private static Body creation(Member other) {
        return new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(other), true);
    }

    private static Body leaving(Member member) {
        return new RoomChange.Grant(member, Role.NONE, null, null);
    }

    private void decided(int room, long offset, Member author, Body body) {
        RoomRef ref = LogBench.room("~" + room);
        rights.decided(
                ref.id(),
                new Entry(ref.name(), new Position("e", offset, "t"), Instant.now(), author, body, null, "r", null));
    }

    private void requireSpace(Member creator) {
        rights.requireSpace(creator, LogBench.room("~another").id());
    }

    private void create(int rooms) {
        for (int room = 0; room < rooms; room++) {
            decided(room, 1, MIRA, creation(JONAS));
        }
    }

    @Test
    void aMemberCreatesABoundedNumberOfRooms() {
        create(Rights.MAX_PER_MEMBER);
        assertEquals(
                ErrorCode.TOO_MANY_ROOMS,
                assertThrows(Refusal.class, () -> requireSpace(MIRA)).code());
        decided(7, 2, MIRA, leaving(MIRA));
        assertDoesNotThrow(() -> requireSpace(MIRA));
    }

    @Test
    void invitationsOfOthersTakeNobodysSpace() {
        create(Rights.MAX_PER_MEMBER);
        assertDoesNotThrow(() -> requireSpace(JONAS));
        decided(7, 2, JONAS, leaving(JONAS));
        assertDoesNotThrow(() -> requireSpace(JONAS));
    }

    @Test
    void aDecisionThatIsTakenTwiceTakesEffectOnce() {
        decided(0, 1, MIRA, creation(JONAS));
        decided(0, 2, MIRA, leaving(JONAS));
        decided(0, 3, MIRA, new RoomChange.Grant(JONAS, Role.MODERATOR, null, null));
        decided(0, 2, MIRA, leaving(JONAS));
        assertEquals(
                Role.MODERATOR,
                rights.role(Client.of(JONAS), LogBench.room("~0").id()));
    }

    @Test
    void aRestartCountsTheRoomsThatTheirCreatorsAreStillIn() {
        int left = 2;
        for (int room = 0; room < 1 + left; room++) {
            store(room, creation(JONAS));
        }
        for (int room = 1; room <= left; room++) {
            store(room, new RoomChange.Grant(JONAS, Role.OWNER, null, null));
            store(room, leaving(MIRA));
        }
        read();
        for (int room = 100; room < 100 + Rights.MAX_PER_MEMBER - 1; room++) {
            requireSpace(MIRA);
            decided(room, 1, MIRA, creation(JONAS));
        }
        assertThrows(Refusal.class, () -> requireSpace(MIRA));
    }

    private void store(int room, Body body) {
        bench.result(bench.log.append(new Draft(
                LogBench.room("~" + room),
                MIRA,
                body,
                body.kind() + " " + room + body.content().hashCode())));
    }
}

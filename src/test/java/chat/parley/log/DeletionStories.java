package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.identity.Client;
import chat.parley.index.Indexer;
import chat.parley.person.PersonErasure;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What deletions of rooms leave in the store; the same for both databases. */
public abstract class DeletionStories {
    static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final RoomRef PLANS = LogBench.room("~plans");
    private static final String SECRET = "mumpitz";
    private static final List<String> TABLES =
            List.of("entry", "message", "mention", "search", "membership", "member_count", "standing", "audit");

    LogBench bench;

    abstract LogBench open();

    @BeforeEach
    void opened() {
        bench = open();
    }

    @AfterEach
    void closed() {
        bench.close();
    }

    private CompletionStage<Entry> append(RoomRef room, Body body, String ref) {
        CompletionStage<Entry> stage = bench.log.append(new Draft(room, LogBench.MIRA, body, ref));
        bench.run();
        return stage;
    }

    private Entry stored(RoomRef room, Body body, String ref) {
        return bench.result(append(room, body, ref));
    }

    /** A private room with a trace in each table. */
    private Entry create(int messages) {
        Entry creation = stored(
                PLANS, new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(LogBench.JONAS), true), "create");
        for (int i = 0; i < messages; i++) {
            stored(PLANS, new Body.Said(SECRET + " @Jonas", null), "m" + i);
        }
        stored(PLANS, new Change.Reacting(2, ChangeStories.THUMB, true), "react");
        stored(PLANS, new RoomChange.Grant(LogBench.JONAS, Role.MODERATOR, null, null), "grant");
        bench.pass(Duration.ofSeconds(5)); // it is indexed
        return creation;
    }

    private Entry delete(String ref) {
        return stored(PLANS, new RoomDeletion("Done"), ref);
    }

    private Set<String> tablesInUse() throws SQLException {
        Set<String> used = new TreeSet<>();
        try (Connection connection = bench.database.readConnection()) {
            for (String table : TABLES) {
                if (Sql.one(connection, "SELECT count(*) FROM " + table, row -> row.getLong(1)) > 0) {
                    used.add(table);
                }
            }
        }
        return used;
    }

    private Clearing clearing(int most) {
        return new Clearing(bench.database, List.of(indexer()), most);
    }

    private Indexer indexer() {
        return new Indexer(StoreLanes.of(bench.database, name -> null, name -> null, System::nanoTime));
    }

    @Test
    void nothingIsLeftInAnyTable() throws Exception {
        create(3);
        assertEquals(new TreeSet<>(TABLES), tablesInUse());
        Entry deletion = delete("delete");
        assertEquals(List.of(), bench.result(bench.log.after(PLANS, 0, 10)).entries(), "at once");
        bench.pass(Duration.ofMinutes(1));
        assertEquals(Set.of(), tablesInUse());
        assertEquals(0, clearing(10).next());
        assertEquals(List.of(deletion), bench.result(bench.log.deletions(Instant.ofEpochMilli(Long.MAX_VALUE), 10)));
    }

    @Test
    void anInterruptedClearingIsContinued() throws Exception {
        create(7);
        delete("delete");
        int steps = 1;
        while (clearing(2).step(clearing(2).next())) { // each time as after a restart
            steps++;
        }
        assertTrue(steps > 4, steps + " steps");
        assertEquals(Set.of(), tablesInUse());
    }

    @Test
    void aRepeatedDeletionGetsTheFirstOnesPlaceAndNotTheNewRoom() {
        RoomRef lobby = LogBench.LOBBY;
        bench.say("one", "a");
        Entry first = deletePublic();
        assertEquals(2, first.offset());
        Entry fresh = bench.say("a new room", "a");
        assertEquals(first, stored(lobby, new RoomDeletion(null), "delete"));
        assertEquals(List.of(fresh), bench.result(bench.log.after(lobby, 0, 10)).entries());
        assertEquals(List.of(2L), bench.decided.stream().map(Entry::offset).toList(), "it is decided once");
    }

    @Test
    void nothingOfTheFormerRoomFitsANewOne() {
        RoomRef lobby = LogBench.LOBBY;
        Position old = bench.say("one", "a").position();
        bench.say("two", "b");
        deletePublic();
        Position start = bench.result(bench.log.after(lobby, 0, 10)).head();
        assertNotEquals(old.epoch(), start.epoch());
        assertEquals(3, start.offset(), "offsets go on");
        Entry fresh = bench.say("one", "a");
        assertEquals(4, fresh.offset());
        assertEquals(start.epoch(), fresh.position().epoch());
        assertEquals(
                ErrorCode.NOT_FOUND,
                LogBench.refusal(append(lobby, new Change.Reacting(1, ChangeStories.THUMB, true), "r")));
        CompletionStage<Entry> late = bench.log.append(new Draft(
                lobby, Client.of(LogBench.JONAS), new Body.Said("late", null), "late", List.of(), old.epoch()));
        bench.run();
        assertEquals(ErrorCode.NOT_FOUND, LogBench.refusal(late), "who has only seen the former room");
        bench.pass(Duration.ofMinutes(1));
        assertEquals(1, bench.result(bench.log.after(lobby, 0, 10)).entries().size(), "clearing leaves the new room");
    }

    /** The bench knows no owners of the server. */
    private Entry deletePublic() {
        bench.sql("UPDATE room SET kind = 'private', guarded = 1");
        bench.sql("INSERT INTO standing (room, member, name, role, until, afterwards, readable_after) "
                + "SELECT id, 'mira', 'Mira', 'owner', 9223372036854775807, '', 0 FROM room");
        return stored(LogBench.LOBBY, new RoomDeletion(null), "delete");
    }

    @Test
    void whatFollowsInTheSameTransactionIsRefused() {
        create(1);
        CompletionStage<Entry> before =
                bench.log.append(new Draft(PLANS, LogBench.MIRA, new Body.Said("x", null), "x"));
        CompletionStage<Entry> deletion =
                bench.log.append(new Draft(PLANS, LogBench.MIRA, new RoomDeletion(null), "delete"));
        CompletionStage<Entry> after = bench.log.append(new Draft(PLANS, LogBench.MIRA, new Body.Said("y", null), "y"));
        assertEquals(bench.result(before).offset() + 1, bench.result(deletion).offset());
        assertEquals(ErrorCode.NOT_FOUND, LogBench.refusal(after));
    }

    @Test
    void theAddressOfAPrivateRoomLeadsNowhereForGood() {
        create(1);
        delete("delete");
        RoomChange.Creation again = new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(LogBench.JONAS), true);
        assertEquals(ErrorCode.CONFLICT, LogBench.refusal(append(PLANS, again, "create")));
        assertEquals(ErrorCode.NOT_FOUND, LogBench.refusal(append(PLANS, new Body.Said("hello", null), "p")));
    }

    @Test
    void onlyOwnersDelete() {
        create(1);
        CompletionStage<Entry> byModerator =
                bench.log.append(new Draft(PLANS, LogBench.JONAS, new RoomDeletion(null), "d"));
        CompletionStage<Entry> byStranger =
                bench.log.append(new Draft(PLANS, new Member("nora", "Nora"), new RoomDeletion(null), "d"));
        bench.run();
        assertEquals(ErrorCode.FORBIDDEN, LogBench.refusal(byModerator));
        assertEquals(ErrorCode.NOT_FOUND, LogBench.refusal(byStranger));
        bench.say("hello", null);
        assertEquals(ErrorCode.FORBIDDEN, LogBench.refusal(append(LogBench.LOBBY, new RoomDeletion(null), "d")));
    }

    @Test
    void aLegalHoldForbidsIt() {
        create(1);
        bench.log.start(bench.lane(), Retention.parse(""), new LegalHold(Set.of(PLANS.name())), Duration.ofHours(1));
        assertEquals(ErrorCode.LEGAL_HOLD, LogBench.refusal(append(PLANS, new RoomDeletion(null), "delete")));
        assertEquals(4, bench.result(bench.log.after(PLANS, 0, 10)).entries().size());
    }

    @Test
    void directRoomsStay() {
        RoomRef direct = LogBench.room("~direct");
        stored(direct, new RoomChange.Creation(RoomKind.DIRECT, null, List.of(LogBench.JONAS), true), "create");
        assertEquals(ErrorCode.FORBIDDEN, LogBench.refusal(append(direct, new RoomDeletion(null), "delete")));
    }

    @Test
    void aNewRoomGetsNoNumberOfADeletedOne() throws SQLException {
        create(1);
        delete("delete");
        stored(LogBench.room("other"), new Body.Said("hello", null), "a");
        try (Connection connection = bench.database.readConnection()) {
            assertEquals(
                    List.of(),
                    Sql.all(
                            connection,
                            "SELECT room.id FROM room JOIN deleted_room ON deleted_room.room = room.id",
                            row -> row.getLong(1)));
        }
    }

    @Test
    void trimmingDoesNotBringTheRoomBack() {
        bench.say("one", "a");
        deletePublic();
        bench.trim(new Retention.Rule(0, null));
        assertTrue(bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).gone());
    }

    @Test
    void whoIsErasedLeavesNothingInADeletedRoom() throws SQLException {
        create(3);
        delete("delete");
        new PersonErasure(bench.database, List.of(indexer()), room -> false, LogBench.MIRA.id()).run(START);
        assertEquals(Set.of(), tablesInUse());
        List<String> names = new ArrayList<>();
        try (Connection connection = bench.database.readConnection()) {
            names.addAll(DeletedRooms.names(connection, LogBench.MIRA.id()));
        }
        assertEquals(List.of(PersonRedaction.NAME), names);
    }
}

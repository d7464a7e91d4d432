package chat.parley.log;

import static chat.parley.log.LogBench.JONAS;
import static chat.parley.log.LogBench.MIRA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.store.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The most people of a private room. */
class RoomPeopleTest {
    private static final RoomRef ROOM = LogBench.room("~plans");

    @TempDir
    Path folder;

    private LogBench bench;

    @BeforeEach
    void open() {
        bench = LogBench.in(folder);
        bench.result(append(new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(JONAS), true)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private CompletionStage<Entry> append(Body body) {
        return bench.log.append(new Draft(ROOM, MIRA, body, null));
    }

    private CompletionStage<Entry> grant(Member member, Role role) {
        return append(new RoomChange.Grant(member, role, null, null));
    }

    /** Gives a role to that many strangers. */
    private void fill(int strangers) throws Exception {
        bench.database.write(connection -> Sql.update(
                connection,
                "INSERT INTO standing (room, member, name, role, until, afterwards, readable_after) "
                        + "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
                        + "SELECT room.id, 'm' || i, 'M', 'member', ?, '', 0 FROM n, room WHERE room.uid = ?",
                (long) strangers,
                Long.MAX_VALUE,
                ROOM.id().text()));
    }

    @Test
    void everybodyCountsOnceAlsoInTheTransactionThatChangesThem() throws Exception {
        fill(RoomChange.MAX_PEOPLE - 3); // besides Mira and Jonas
        CompletionStage<Entry> changed = grant(JONAS, Role.GUEST);
        CompletionStage<Entry> last = grant(new Member("last", "Last"), Role.MEMBER);
        CompletionStage<Entry> tooMany = grant(new Member("more", "More"), Role.MEMBER);
        CompletionStage<Entry> gone = grant(new Member("m1", "M"), Role.NONE);
        CompletionStage<Entry> instead = grant(new Member("instead", "Instead"), Role.MEMBER);
        bench.result(changed);
        bench.result(last);
        RuntimeException refused = assertThrows(RuntimeException.class, () -> bench.result(tooMany));
        assertEquals(ErrorCode.INVALID, Refusal.of(refused, "").code());
        bench.result(gone);
        bench.result(instead);
    }
}

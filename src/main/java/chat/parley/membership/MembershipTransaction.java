package chat.parley.membership;

import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.log.DeletedRooms;
import chat.parley.log.RoomRow;
import chat.parley.log.StandingRows;
import chat.parley.search.Mentions;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Stores changes of memberships, and keeps {@link MemberCounts} in step. */
final class MembershipTransaction {
    private static final String KNOWN = "SELECT epoch FROM room WHERE uid = ?";
    private static final String REACHED = "CASE WHEN head < ? THEN head ELSE ? END";
    private static final String LEAVE =
            "DELETE FROM membership WHERE member = ? AND room IN (SELECT id FROM room WHERE uid = ?)";
    private static final String UPDATE = "UPDATE membership SET name = ?, handle = ?, read_offset = CASE WHEN"
            + " place.reached > membership.read_offset THEN"
            + " place.reached ELSE membership.read_offset END"
            + " FROM"
            + " (SELECT"
            + " id, " + REACHED + " AS reached FROM room WHERE uid = ?) AS place "
            + "WHERE membership.member = ? AND membership.room = place.id";
    private static final String INSERT = "INSERT INTO membership (member, room, name, handle, read_offset) "
            + "SELECT ?, id, ?, ?, " + REACHED + " FROM room WHERE uid = ? AND " + StandingRows.ADMITS
            + " ON CONFLICT (member, room) DO NOTHING";

    private static final String RENAME = "UPDATE standing SET name = ? WHERE member = ? "
            + "AND room = (SELECT id FROM room WHERE uid = ? AND guarded = 1)";

    private record Change(MembershipRows.Key key, MembershipRows.Update update) {
        boolean leaves() {
            return update.kind() == MembershipRows.Operation.LEAVE || update.afresh();
        }

        boolean stays() {
            return update.kind() != MembershipRows.Operation.LEAVE;
        }

        Object[] leaveLine() {
            return new Object[] {key.member(), key.room().text()};
        }

        Object[] updateLine() {
            long read = update.offset(); // 0 for a member who only enters
            String handle = Mentions.handle(update.name());
            return new Object[] {update.name(), handle, read, read, key.room().text(), key.member()};
        }

        Object[] nameLine() {
            return new Object[] {update.name(), key.member(), key.room().text()};
        }

        Object[] insertLine() {
            long read = update.kind() == MembershipRows.Operation.ENTER ? Long.MAX_VALUE : update.offset();
            String handle = Mentions.handle(update.name());
            return new Object[] {
                key.member(),
                update.name(),
                handle,
                read,
                read,
                key.room().text(),
                System.currentTimeMillis(),
                key.member()
            };
        }
    }

    private final Connection connection;
    private final Database database;
    private final SortedMap<RoomId, Long> members = new TreeMap<>();

    private MembershipTransaction(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    /** Stores all changes, in the caller's transaction. */
    static void write(
            Connection connection, Database database, SortedMap<MembershipRows.Key, MembershipRows.Update> changes)
            throws SQLException {
        List<Change> all = new ArrayList<>();
        changes.forEach((key, update) -> all.add(new Change(key, update)));
        new MembershipTransaction(connection, database).write(all);
    }

    private void write(List<Change> changes) throws SQLException {
        List<Change> staying =
                inPresentRooms(changes.stream().filter(Change::stays).toList());
        run(LEAVE, Change::leaveLine, changes.stream().filter(Change::leaves).toList(), -1);
        List<Change> absent = run(UPDATE, Change::updateLine, staying, 0);
        List<Change> late = run(INSERT, Change::insertLine, absent, 1);
        run(UPDATE, Change::updateLine, late, 0); // another server was faster
        run(RENAME, Change::nameLine, staying, 0);
        MemberCounts.add(connection, members);
    }

    /** Creates the rooms that are missing. Returns the changes that are for a room as it is now. */
    private List<Change> inPresentRooms(List<Change> staying) throws SQLException {
        Map<RoomId, String> epochs = new HashMap<>();
        Set<Change> present = new HashSet<>();
        for (Change change : staying.stream()
                .sorted(Comparator.comparing(change -> change.key().room()))
                .toList()) {
            RoomRef room = new RoomRef(change.key().room(), change.update().room());
            String epoch = epochs.get(room.id());
            boolean missing = epoch == null;
            if (missing) {
                epoch = Sql.one(
                        connection, KNOWN, row -> row.getString(1), room.id().text());
                missing = epoch == null;
                epoch = missing
                        ? RoomRow.find(connection, database, room).head().epoch()
                        : epoch;
            }
            if (change.update().fits(epoch)
                    || !DeletedRooms.include(
                            connection, room.id(), change.update().epoch())) {
                if (missing) {
                    RoomRow.createIfMissing(connection, database, room);
                }
                epochs.put(room.id(), epoch);
                present.add(change);
            }
        }
        return staying.stream().filter(present::contains).toList(); // in the order that avoids deadlocks
    }

    /**
     * Runs the command for each of the changes.
     *
     * @param entering by how much each row changes the number of members
     * @return the changes that found no row
     */
    private List<Change> run(String command, Function<Change, Object[]> line, List<Change> changes, long entering)
            throws SQLException {
        List<Change> unchanged = new ArrayList<>();
        if (!changes.isEmpty()) {
            int[] rows = Sql.updateAll(
                    connection, command, changes.stream().map(line).toList());
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] == 0) {
                    unchanged.add(changes.get(i));
                } else {
                    members.merge(changes.get(i).key().room(), entering, Long::sum);
                }
            }
        }
        return unchanged;
    }
}

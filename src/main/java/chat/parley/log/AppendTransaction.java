package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One transaction that stores a batch of drafts. Its rooms are locked in the order of their names, so that no two transactions wait for each other, and a lock on a room's row makes its offsets
 * a row without holes.
 */
final class AppendTransaction {
    private static final String MOVE_HEAD = "UPDATE room SET head = ?, head_tag = ? WHERE id = ?";

    /** What became of a draft: its entry, new or from before, or why it was refused. */
    record Outcome(Append append, Entry entry, Refusal refusal) {}

    /** The commit failed, or its answer got lost: the drafts are stored, all of them or none. */
    static final class InDoubt extends Exception {
        private static final long serialVersionUID = 1L;

        InDoubt(SQLException cause) {
            super(cause);
        }
    }

    private record Ref(String room, String author, String ref) {}

    private final Database database;
    private final Instant now;
    private final boolean careful;
    private final Map<String, RoomRow> rooms = new TreeMap<>();
    private final Map<String, Position> heads = new HashMap<>();
    private final Map<Ref, EntryRows.Stored> byRef = new HashMap<>();
    private final List<EntryRows.Placed> placed = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private AppendTransaction(Database database, Instant now, boolean careful) {
        this.database = database;
        this.now = now;
        this.careful = careful;
    }

    /**
     * Stores the batch and returns once it is durable.
     *
     * @param doubtful whether this very batch may be stored already, as after {@link InDoubt}; a draft that is not, and for which nobody waits any more, is then left out
     * @throws SQLException when nothing was stored
     */
    static List<Outcome> run(Database database, List<Append> batch, Instant now, boolean doubtful) throws SQLException, InDoubt {
        List<Outcome> outcomes = doubtful ? null : new AppendTransaction(database, now, false).attempt(batch);
        return outcomes != null ? outcomes : new AppendTransaction(database, now, true).attempt(batch);
    }

    /** Null when a ref turned out to be there already: then every ref has to be looked up, since a repeated draft gets no offset of its own. */
    private List<Outcome> attempt(List<Append> batch) throws SQLException, InDoubt {
        Connection connection = database.writing();
        boolean done = false;
        try {
            for (Append append : batch) {
                rooms.put(append.draft().room(), null);
            }
            for (Map.Entry<String, RoomRow> room : rooms.entrySet()) {
                room.setValue(RoomRow.lock(connection, database, room.getKey()));
                heads.put(room.getKey(), room.getValue().head());
            }
            for (Append append : batch) {
                place(connection, append);
            }
            if (!placed.isEmpty() && !EntryRows.insert(connection, placed)) {
                connection.rollback();
                done = true;
                return null;
            }
            moveHeads(connection);
            commit(connection);
            done = true;
            return outcomes;
        } finally {
            if (done) {
                Database.giveBack(connection);
            } else {
                database.discard(connection);
            }
        }
    }

    private static void commit(Connection connection) throws InDoubt {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new InDoubt(e);
        }
    }

    private void place(Connection connection, Append append) throws SQLException {
        Draft draft = append.draft();
        Ref ref = new Ref(draft.room(), draft.author().id(), draft.ref());
        EntryRows.Stored earlier = byRef.get(ref);
        if (earlier == null && careful) {
            earlier = EntryRows.byRef(connection, rooms.get(draft.room()), draft.author().id(), draft.ref());
        }
        if (earlier != null) {
            outcomes.add(earlier.says(draft.text()) ? new Outcome(append, append.shown(earlier.entry()), null)
                    : new Outcome(append, null, new Refusal(ErrorCode.CONFLICT, "This ref was used for another text")));
        } else if (!careful || !append.isAnswered()) {
            Position head = heads.get(draft.room());
            Entry entry = draft.at(new Position(head.epoch(), head.offset() + 1, Tags.entry()), now);
            heads.put(draft.room(), entry.position());
            byRef.put(ref, new EntryRows.Stored(entry));
            placed.add(new EntryRows.Placed(rooms.get(draft.room()), entry));
            outcomes.add(new Outcome(append, append.shown(entry), null));
        }
    }

    private void moveHeads(Connection connection) throws SQLException {
        List<Object[]> lines = new ArrayList<>();
        rooms.forEach((name, room) -> {
            Position head = heads.get(name);
            if (!head.equals(room.head())) {
                lines.add(new Object[] {head.offset(), head.tag(), room.id()});
            }
        });
        if (!lines.isEmpty()) {
            Sql.updateAll(connection, MOVE_HEAD, lines);
        }
    }
}

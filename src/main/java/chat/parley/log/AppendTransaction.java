package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSettings;
import chat.parley.store.Database;
import chat.parley.store.InDoubt;
import chat.parley.store.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A transaction that stores a batch of drafts. It locks the rows of its rooms in the order of their ids, which avoids
 * deadlocks; holding a room's lock, it assigns offsets without holes.
 */
final class AppendTransaction {
    /** The outcome of a draft: its entry, new or earlier, or a refusal. @param repeated whether its ref was known */
    record Outcome(Append append, Entry entry, Refusal refusal, boolean repeated) {}

    private static final Refusal DELETED =
            new Refusal(ErrorCode.CONFLICT, "The room of this ref was deleted; use another ref to create a new one");
    private static final Refusal HELD =
            new Refusal(ErrorCode.LEGAL_HOLD, "This room is on legal hold; it can be deleted when the hold has ended");

    private record Ref(RoomId room, String author, String ref) {}

    private final AppendSetup setup;
    private final Database database;
    private final Instant now;
    private final boolean careful;
    private final Map<RoomId, RoomRow> rooms = new TreeMap<>();
    private final Map<RoomId, RoomRef> requested = new HashMap<>();
    private final Map<RoomId, Position> heads = new HashMap<>();
    private final Map<Ref, EntryRows.Stored> byRef = new HashMap<>();
    private final List<PlacedEntry> placed = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Fold fold;
    private Named named;

    private AppendTransaction(AppendSetup setup, Instant now, boolean careful) {
        this.setup = setup;
        this.database = setup.store().database();
        this.now = now;
        this.careful = careful;
    }

    /**
     * Stores the batch and returns once it is durable.
     *
     * @param doubtful whether this batch may already be stored, as after {@link InDoubt}; drafts that are not stored
     *     and have timed out are then dropped
     * @throws SQLException if nothing was stored
     */
    static List<Outcome> run(AppendSetup setup, List<Append> batch, Instant now, boolean doubtful) throws SQLException {
        List<Outcome> outcomes = doubtful ? null : new AppendTransaction(setup, now, false).attempt(batch);
        return outcomes != null ? outcomes : new AppendTransaction(setup, now, true).attempt(batch);
    }

    /**
     * Returns null if the optimistic attempt failed and must be repeated carefully: a ref already exists, so each ref
     * must be looked up first, because a repeated draft gets no offset; or a room must be created, and only creating
     * rooms one by one keeps the lock order.
     */
    private List<Outcome> attempt(List<Append> batch) throws SQLException {
        Connection connection = database.writeConnection();
        boolean done = false;
        try {
            for (Append append : batch) {
                RoomRef room = append.draft().room();
                rooms.put(room.id(), null);
                requested.putIfAbsent(room.id(), room);
            }
            if (!lock(connection, batch) || !store(connection, batch)) {
                connection.rollback();
                done = true;
                return null;
            }
            InDoubt.commit(connection);
            done = true;
            return outcomes;
        } finally {
            if (done) {
                Database.closeQuietly(connection);
            } else {
                database.discard(connection);
            }
        }
    }

    /** Returns false if a room is missing. In careful mode, only a private room can be. */
    private boolean lock(Connection connection, List<Append> batch) throws SQLException {
        if (!careful && database.dialect().supportsArrays() && rooms.size() > 1) {
            RoomRow.lockSet(connection, rooms.keySet())
                    .forEach(room -> rooms.put(room.ref().id(), room));
        } else {
            Map<RoomId, RoomKind> created = created(batch);
            for (Map.Entry<RoomId, RoomRow> room : rooms.entrySet()) {
                RoomRef ref = requested.get(room.getKey());
                room.setValue(RoomRow.lockIfPresent(connection, database, ref.id()));
                if (room.getValue() == null && create(connection, batch, ref, created.get(ref.id()))) {
                    room.setValue(RoomRow.lockIfPresent(connection, database, ref.id()));
                }
            }
        }
        return careful || !rooms.containsValue(null);
    }

    /**
     * Creates the missing room for those drafts of the batch that are for a new one. The address of a private room that
     * was deleted leads nowhere for good.
     *
     * @param kind null unless a draft says it
     * @return whether it exists now
     */
    private boolean create(Connection connection, List<Append> batch, RoomRef ref, RoomKind kind) throws SQLException {
        Position start = RoomStart.of(connection, database, ref.id());
        boolean wanted = false;
        for (Append append : batch) {
            Draft draft = append.draft();
            wanted |= draft.room().id().equals(ref.id())
                    && draft.body().beginsRoom()
                    && fits(connection, draft, start.epoch());
        }
        if (wanted && kind != null && !RoomStart.isSecond(start)) {
            RoomRow.create(connection, database, ref, kind);
        } else if (wanted) {
            RoomRow.createIfMissing(connection, database, ref);
        }
        return wanted;
    }

    private static Map<RoomId, RoomKind> created(List<Append> batch) {
        Map<RoomId, RoomKind> created = new HashMap<>();
        for (Append append : batch) {
            if (append.draft().body() instanceof RoomChange.Creation creation) {
                created.putIfAbsent(append.draft().room().id(), creation.roomKind());
            }
        }
        return created;
    }

    /** Returns false if a ref already exists. */
    private boolean store(Connection connection, List<Append> batch) throws SQLException {
        rooms.values().removeIf(Objects::isNull);
        rooms.forEach((id, room) -> heads.put(id, room.head()));
        fold = new Fold(connection, setup.followers(), setup.members(), setup.serverRoles(), now, placed);
        named = Named.in(connection, setup.members(), rooms, batch);
        for (Append append : batch) {
            place(connection, append);
        }
        if (!placed.isEmpty() && !EntryRows.insert(connection, database, placed)) {
            return false;
        }
        Map<RoomRow, Position> moved = new HashMap<>();
        placed.forEach(
                entry -> moved.put(entry.room(), heads.get(entry.room().ref().id())));
        if (!moved.isEmpty()) {
            RoomRow.moveHeads(connection, database, moved, now);
        }
        fold.write();
        return true;
    }

    private void place(Connection connection, Append append) throws SQLException {
        Draft draft = append.draft();
        Entry deletion = draft.body() instanceof RoomDeletion ? DeletedRooms.repeated(connection, draft) : null;
        if (deletion != null) {
            outcomes.add(new Outcome(append, deletion, null, true));
            return;
        }
        RoomRow found = rooms.get(draft.room().id());
        if (found == null) {
            boolean another = draft.body() instanceof RoomChange.Creation;
            outcomes.add(new Outcome(append, null, another ? DELETED : RoomSettings.NOT_FOUND, false));
            return;
        }
        if (!fits(connection, draft, found.head().epoch())) {
            outcomes.add(new Outcome(append, null, RoomDeletion.GONE, false));
            return;
        }
        Ref ref = new Ref(draft.room().id(), draft.author().id(), draft.ref());
        EntryRows.Stored earlier = byRef.get(ref);
        if (earlier == null && careful) {
            earlier = stored(connection, draft);
        }
        Refusal objection = earlier == null ? objection(found, draft) : null;
        if (objection != null && !careful) {
            // the draft may repeat the very change that now rules it out, such as a deletion
            earlier = stored(connection, draft);
        }
        if (earlier != null) {
            outcomes.add(
                    earlier.matches(draft.body())
                            ? new Outcome(append, append.forReaders(earlier.entry()), null, true)
                            : new Outcome(
                                    append,
                                    null,
                                    new Refusal(ErrorCode.CONFLICT, "ref already used for different content"),
                                    true));
        } else if (objection != null) {
            outcomes.add(new Outcome(append, null, objection, false));
        } else if (!careful || !append.isAnswered()) {
            store(append, ref);
        }
    }

    /** Whether it may be appended to the log with this epoch. */
    private static boolean fits(Connection connection, Draft draft, String present) throws SQLException {
        return draft.fits(present)
                || !DeletedRooms.include(connection, draft.room().id(), draft.epoch());
    }

    /** Whoever has signed out, or whose account was deactivated, writes nothing more. */
    private Refusal objection(RoomRow room, Draft draft) throws SQLException {
        if (draft.client().isRevoked()) {
            return new Refusal(ErrorCode.UNAUTHORIZED, "You have signed out; sign in again");
        }
        Refusal objection = fold.objection(room, draft);
        boolean held = objection == null
                && draft.body() instanceof RoomDeletion
                && setup.held().test(room.ref().id());
        return held ? HELD : objection;
    }

    private EntryRows.Stored stored(Connection connection, Draft draft) throws SQLException {
        return EntryRows.byRef(
                connection, rooms.get(draft.room().id()), draft.author().id(), draft.ref());
    }

    private void store(Append append, Ref ref) {
        RoomRow room = rooms.get(ref.room());
        Position head = heads.get(ref.room());
        Entry entry = append.draft()
                .at(
                        room.name(),
                        new Position(head.epoch(), head.offset() + 1, Tags.entry()),
                        now,
                        named.mentions(append));
        heads.put(ref.room(), entry.position());
        EntryRows.Stored stored = new EntryRows.Stored(entry);
        byRef.put(ref, stored);
        if (!(entry.body() instanceof RoomDeletion)) {
            placed.add(new PlacedEntry(room, entry, stored.digest()));
        }
        fold.add(room, entry);
        outcomes.add(new Outcome(append, append.forReaders(entry), null, false));
    }
}

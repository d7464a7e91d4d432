package chat.parley.membership;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.lane.Lane;
import chat.parley.log.MemberLookup;
import chat.parley.store.Database;
import chat.parley.store.Reads;
import chat.parley.store.StoreLanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who takes part in which rooms, and up to where each has read. A change is stored before its stage completes; a stage that
 * fails has a {@link chat.parley.event.Refusal}: {@code busy} when too much waits, {@code unavailable} when the store cannot
 * be used. Entries and leaves of one member in one room take effect and complete in the order of the calls. Safe for many threads; no
 * method blocks.
 */
public final class Memberships implements MemberLookup {
    private static final Duration WATCH = Duration.ofMillis(250);

    private final Database database;
    private final Reads reads;
    private final MembershipLane lane;

    public Memberships(StoreLanes store) {
        this.database = store.database();
        this.reads = store.reads();
        this.lane = new MembershipLane(store, store.writing().of(""));
    }

    /**
     * Begins to refuse those who have waited too long.
     *
     * @param watch a lane that never waits for the store
     */
    public Memberships start(Lane watch) {
        watch.later(WATCH, () -> start(watch)); // first, so that nothing ends it
        lane.expire();
        return this;
    }

    @Override
    public List<Member> named(Connection connection, long room, Collection<String> handles) throws SQLException {
        return MembershipRows.named(connection, database, room, handles);
    }

    /**
     * The member takes part in the room from now on and has read what is there. Costs no commit when the store knows the
     * member there by this name.
     */
    public CompletionStage<Void> enter(String room, Member member) {
        return put(room, member, MembershipRows.Change.enter(room, member.name()));
    }

    /** The member takes part no longer. */
    public CompletionStage<Void> leave(String room, Member member) {
        return put(room, member, MembershipRows.Change.leave(room, member.name()));
    }

    /** The member has read the room up to this offset, if not further. Completes with where it stands. */
    public CompletionStage<Event.Read> read(String room, Member member, long offset) {
        return put(room, member, MembershipRows.Change.read(room, member.name(), offset))
                .thenCompose(done -> reads.read(room, connection -> MembershipRows.read(connection, database, room, member)));
    }

    private CompletionStage<Void> put(String room, Member member, MembershipRows.Change change) {
        return lane.put(new MembershipRows.Key(member.id(), database.key(room)), change);
    }

    /** The rooms in which the member takes part, latest activity first, at most {@code limit}; none has anybody online. */
    public CompletionStage<List<Event.MyRoom>> of(Member member, int limit) {
        return reads.read(member.id(), connection -> MembershipRows.of(connection, member, limit));
    }

    /** The public rooms with this part in their names (null: all), latest activity first, at most {@code limit}. */
    public CompletionStage<List<Event.RoomSummary>> rooms(String find, int limit) {
        return reads.read("", connection -> MembershipRows.rooms(connection, find, limit));
    }

    /** The same of those of these rooms that are known and public. */
    public CompletionStage<List<Event.RoomSummary>> rooms(List<String> names) {
        return reads.read("", connection -> MembershipRows.rooms(connection, database, names));
    }
}

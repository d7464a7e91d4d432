package chat.parley.membership;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.MyRoom;
import chat.parley.event.Right;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSummary;
import chat.parley.event.Standing;
import chat.parley.lane.Lane;
import chat.parley.log.RoomMembers;
import chat.parley.store.Database;
import chat.parley.store.Reads;
import chat.parley.store.StoreLanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The members of rooms and their read positions. A stage completes once its change is stored, or fails with a
 * {@link chat.parley.event.Refusal}: {@code busy} if too many changes are waiting, {@code unavailable} if the store
 * fails. Joins and leaves of one member in one room take effect and complete in the order of the calls. Safe for many
 * threads; no method blocks.
 */
public final class Memberships implements RoomMembers {
    private final Database database;
    private final Reads reads;
    private final MembershipLane lane;

    public Memberships(StoreLanes store) {
        this.database = store.database();
        this.reads = store.reads();
        this.lane = new MembershipLane(store, store.writing().of(""));
    }

    /**
     * Starts to time out changes that wait too long.
     *
     * @param watch a lane that never blocks on the store
     */
    public void start(Lane watch) {
        watch.every(Reads.CHECK_INTERVAL, lane::expire);
    }

    @Override
    public List<Member> named(Connection connection, long room, Collection<String> handles) throws SQLException {
        return MembershipRows.named(connection, database, room, handles);
    }

    @Override
    public void follow(Connection connection, Map<RoomRef, List<Standing>> changed) throws SQLException {
        SortedMap<MembershipRows.Key, MembershipRows.Update> updates = new TreeMap<>();
        changed.forEach((room, standings) -> standings.forEach(standing -> {
            Member member = standing.member();
            updates.put(
                    new MembershipRows.Key(member.id(), room.id()),
                    standing.role().may(Right.READ)
                            ? MembershipRows.Update.enter(room.name(), member.name(), null)
                            : MembershipRows.Update.leave(room.name(), member.name()));
        }));
        MembershipTransaction.write(connection, database, updates);
    }

    /** The members with these ids who belong to any room, in any order, each under one of its names. */
    public CompletionStage<List<Member>> people(Collection<String> ids) {
        return reads.read("", connection -> MembershipRows.people(connection, database, ids));
    }

    /**
     * Makes the member a member of the room, with everything there read. Costs no commit if the member already belongs
     * to the room under this name.
     *
     * @param epoch of the log that the member has seen: nothing is stored if the room was deleted since; null for any
     */
    public CompletionStage<Void> enter(RoomRef room, Member member, String epoch) {
        return put(room, member, MembershipRows.Update.enter(room.name(), member.name(), epoch));
    }

    /** As above, in any epoch. */
    public CompletionStage<Void> enter(RoomRef room, Member member) {
        return enter(room, member, null);
    }

    /** Ends the membership. */
    public CompletionStage<Void> leave(RoomRef room, Member member) {
        return put(room, member, MembershipRows.Update.leave(room.name(), member.name()));
    }

    /** Raises the member's read position to this offset. Completes with the resulting position and counts. */
    public CompletionStage<Event.Read> markRead(RoomRef room, Member member, long offset) {
        return markRead(room, member, offset, null);
    }

    /** As above. @param epoch see {@link #enter} */
    public CompletionStage<Event.Read> markRead(RoomRef room, Member member, long offset, String epoch) {
        return put(room, member, MembershipRows.Update.read(room.name(), member.name(), offset, epoch))
                .thenCompose(done -> reads.read(
                        room.id().text(), connection -> MembershipRows.read(connection, database, room, member)));
    }

    private CompletionStage<Void> put(RoomRef room, Member member, MembershipRows.Update change) {
        return lane.put(new MembershipRows.Key(member.id(), room.id()), change);
    }

    /** The member's rooms, latest activity first, at most {@code limit}. Counts nobody as online. */
    public CompletionStage<List<Listed<MyRoom>>> roomsOf(Member member, int limit) {
        return roomsOf(member, limit, RoomsCursor.START);
    }

    /** As above, after this place. */
    public CompletionStage<List<Listed<MyRoom>>> roomsOf(Member member, int limit, RoomsCursor after) {
        return reads.read(
                member.id(), connection -> MembershipRows.roomsOf(connection, database, member, limit, after));
    }

    /**
     * Those of these members who belonged to a room that was deleted, in any order.
     *
     * @param last the offset of the room's last entry
     */
    public CompletionStage<List<String>> of(RoomId deleted, long last, Collection<String> members) {
        return reads.read("", connection -> MembershipRows.ofDeleted(connection, database, deleted, last, members));
    }

    /** The public rooms whose names contain this text (all if null), latest activity first, at most {@code limit}. */
    public CompletionStage<List<Listed<RoomSummary>>> rooms(String find, int limit) {
        return reads.read("", connection -> PublicRooms.find(connection, find, limit));
    }

    /** Those of these rooms that exist and are public, in any order. */
    public CompletionStage<List<Listed<RoomSummary>>> rooms(Collection<RoomId> ids) {
        return reads.read("", connection -> PublicRooms.of(connection, database, ids));
    }
}

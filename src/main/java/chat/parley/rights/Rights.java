package chat.parley.rights;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.Right;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
import chat.parley.log.AuditRows;
import chat.parley.log.RoomRow;
import chat.parley.log.StandingRows;
import chat.parley.store.Database;
import chat.parley.store.StoreException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Decides who may read and write which room. Every way into a room asks it: commands of sessions, deliveries, HTTP,
 * lists and searches. It follows the decisions in the logs: each takes effect here after it is stored and before it is
 * acknowledged. Rooms about which nothing was decided take no memory; a role takes about 150 bytes. Safe for many
 * threads; never blocks.
 */
public final class Rights {
    /** Most rooms that are not ordinary: they are kept in memory. */
    private static final int MAX_ROOMS = 200_000;
    /** Most private and direct rooms that a member has created and is still in. */
    static final int MAX_PER_MEMBER = 1_000;

    private final Map<RoomId, GuardedRoom> rooms = new ConcurrentHashMap<>();
    /** The number of private and direct rooms that each member has created and is still in: others cannot raise it. */
    private final Map<String, Integer> created = new ConcurrentHashMap<>();

    private final Predicate<String> owners;
    private final Clock clock;

    private Rights(Predicate<String> owners, Clock clock) {
        this.owners = owners;
        this.clock = clock;
    }

    /**
     * Reads the rights in a store.
     *
     * @param owners whether the member with this id owns all public rooms
     * @throws StoreException if the store cannot be read
     */
    public static Rights in(Database database, Predicate<String> owners, Clock clock) {
        Rights rights = new Rights(owners, clock);
        try {
            Map<RoomId, List<Standing>> standings = StandingRows.all(database);
            Map<RoomId, String> creators = AuditRows.creators(database);
            for (RoomRow room : RoomRow.guarded(database)) {
                RoomId id = room.ref().id();
                String creator = creators.get(id);
                GuardedRoom guarded = new GuardedRoom(
                        room.settings(), room.head().offset(), creator, standings.getOrDefault(id, List.of()));
                rights.rooms.put(id, guarded);
                Standing own = creator == null ? null : guarded.standing(creator);
                if (own != null && own.at(clock.instant()).may(Right.READ)) {
                    rights.count(creator, 1);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("Cannot read who may enter which room: " + e.getMessage(), e);
        }
        return rights;
    }

    /** The member's present role. @param member null for a request without an identity */
    public Role role(Member member, RoomId room) {
        GuardedRoom guarded = rooms.get(room);
        return guarded == null && room.isUnlisted() ? Role.NONE : role(member, guarded);
    }

    private Role role(Member member, GuardedRoom guarded) {
        RoomKind kind = (guarded == null ? RoomSettings.ORDINARY : guarded.settings()).kind();
        Standing own = guarded == null || member == null ? null : guarded.standing(member.id());
        Role role = own == null ? kind.everybody() : own.at(clock.instant());
        boolean ordinary = kind == RoomKind.PUBLIC && role == kind.everybody();
        return ordinary && member != null && owners.test(member.id()) ? Role.OWNER : role;
    }

    /** Whether the member has this right. @param member null for a request without an identity */
    public boolean admits(Member member, RoomId room, Right right) {
        return refusal(member, room, right) == null;
    }

    /** @throws Refusal if the member does not have this right; {@code not-found} if it must not know the room */
    public void require(Member member, RoomId room, Right right) {
        Refusal refusal = refusal(member, room, right);
        if (refusal != null) {
            throw refusal;
        }
    }

    private Refusal refusal(Member member, RoomId room, Right right) {
        GuardedRoom guarded = rooms.get(room);
        if (guarded == null && room.isUnlisted()) {
            return RoomSettings.NOT_FOUND;
        }
        RoomSettings settings = guarded == null ? RoomSettings.ORDINARY : guarded.settings();
        return settings.refusal(role(member, guarded), right);
    }

    /** The offset after which the member may read the room's log. */
    public long from(Member member, RoomId room) {
        GuardedRoom guarded = rooms.get(room);
        Standing own = guarded == null || member == null ? null : guarded.standing(member.id());
        return own == null ? 0 : own.from();
    }

    /** Whether every room is an ordinary one. */
    public boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** What holds for the room as a whole. */
    public RoomSettings settings(RoomId room) {
        GuardedRoom guarded = rooms.get(room);
        return guarded == null ? RoomSettings.ORDINARY : guarded.settings();
    }

    /** Who has a role of their own in the room, in any order. */
    public List<Standing> standings(RoomId room) {
        GuardedRoom guarded = rooms.get(room);
        return guarded == null ? List.of() : guarded.standings();
    }

    /**
     * Applies a decision that is stored. Calls about the same room come one at a time; a decision that was applied
     * before is ignored.
     *
     * @return the roles that it changes
     */
    public List<Shift> decided(RoomId room, Entry entry) {
        if (!(entry.body() instanceof RoomChange)) {
            return List.of();
        }
        GuardedRoom before = rooms.get(room);
        GuardedRoom guarded = before == null ? new GuardedRoom(RoomSettings.ORDINARY, 0, null, List.of()) : before;
        List<Shift> shifts = guarded.decided(entry, clock.instant());
        if (before == null) {
            rooms.put(room, guarded); // complete: nobody may see half of it
        }
        for (Shift shift : shifts) {
            if (shift.member().id().equals(guarded.creator())) {
                count(guarded.creator(), shift.includes() ? 1 : shift.excludes() ? -1 : 0);
            }
        }
        return shifts;
    }

    private void count(String creator, int more) {
        created.compute(creator, (id, before) -> {
            int now = (before == null ? 0 : before) + more;
            return now > 0 ? (Integer) now : null;
        });
    }

    /** @throws Refusal if the member must not create this private or direct room because there are too many */
    public void requireSpace(Member creator, RoomId room) {
        if (rooms.containsKey(room)) {
            return; // the command is repeated
        }
        if (created.getOrDefault(creator.id(), 0) >= MAX_PER_MEMBER) {
            throw new Refusal(
                    ErrorCode.TOO_MANY_ROOMS,
                    "You are in " + MAX_PER_MEMBER
                            + " private and direct rooms that you have created, the maximum; leave one first");
        }
        if (rooms.size() >= MAX_ROOMS) {
            throw new Refusal(
                    ErrorCode.TOO_MANY_ROOMS,
                    "This server has " + MAX_ROOMS + " private and direct rooms, the maximum");
        }
    }

    /** Shows the member under this name among those with a role. The store follows with the membership. */
    public void renamed(RoomId room, Member member) {
        GuardedRoom guarded = rooms.get(room);
        if (guarded != null) {
            guarded.renamed(member);
        }
    }
}

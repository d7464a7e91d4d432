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
import chat.parley.event.ServerRoles;
import chat.parley.event.Standing;
import chat.parley.identity.Client;
import chat.parley.log.AuditRows;
import chat.parley.log.RoomRow;
import chat.parley.log.StandingRows;
import chat.parley.store.Database;
import chat.parley.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Decides who may read and write which room. Every way into a room asks it: commands of sessions, deliveries, HTTP,
 * lists and searches. It follows the decisions in the logs: each takes effect here after it is stored and before it is
 * acknowledged. Rooms about which nothing was decided take no memory; a role takes about 150 bytes. Safe for many
 * threads; never blocks.
 */
public final class Rights {
    private final Endings endings = new Endings();
    /** Most rooms that are not ordinary: they are kept in memory. */
    private static final int MAX_ROOMS = 200_000;
    /** Most private and direct rooms that a member has created and is still in. */
    static final int MAX_PER_MEMBER = 1_000;

    /** Most addresses that are banned in all rooms together. */
    static final int MAX_ADDRESSES = 50_000;

    /** Those of the rooms that have banned addresses. */
    private final Map<RoomId, GuardedRoom> withAddresses = new ConcurrentHashMap<>();

    private final Map<RoomId, GuardedRoom> rooms = new ConcurrentHashMap<>();
    /** The number of private and direct rooms that each member has created and is still in: others cannot raise it. */
    private final Map<String, Integer> created = new ConcurrentHashMap<>();

    private final Deletions deletions = new Deletions();
    private final ServerRoles serverRoles;
    private final Clock clock;

    private Rights(ServerRoles serverRoles, Clock clock) {
        this.serverRoles = serverRoles;
        this.clock = clock;
    }

    /**
     * Reads the rights in a store.
     *
     * @throws StoreException if the store cannot be read
     */
    public static Rights in(Database database, ServerRoles serverRoles, Clock clock) {
        Rights rights = new Rights(serverRoles, clock);
        try {
            Map<RoomId, List<Standing>> standings = StandingRows.all(database);
            Map<RoomId, String> creators = AuditRows.creators(database);
            for (RoomRow room : RoomRow.guarded(database)) {
                RoomId id = room.ref().id();
                rights.put(room, creators.get(id), standings.getOrDefault(id, List.of()));
            }
        } catch (SQLException e) {
            throw new StoreException("Cannot read who may enter which room: " + e.getMessage(), e);
        }
        return rights;
    }

    /** @param creator null if unknown */
    private void put(RoomRow room, String creator, List<Standing> standings) {
        RoomId id = room.ref().id();
        GuardedRoom guarded =
                new GuardedRoom(id, endings, room.settings(), room.head().offset(), creator, standings);
        rooms.put(id, guarded);
        note(id, guarded);
        Standing own = creator == null ? null : guarded.standing(creator);
        if (own != null && own.role().may(Right.READ)) {
            count(creator, 1);
        }
    }

    /** Reads a room that a tool has imported. Nothing was decided about it before. */
    public void imported(Connection connection, String room) throws SQLException {
        RoomRow row = RoomRow.lookUp(connection, new RoomId(room));
        if (row != null) { // else it was deleted since
            put(row, null, StandingRows.in(connection, row));
        }
    }

    /** The client's present role. */
    public Role role(Client client, RoomId room) {
        GuardedRoom guarded = rooms.get(room);
        return guarded == null && room.isUnlisted() ? Role.NONE : role(client, client.serverRole(), guarded);
    }

    /** Bans of addresses are for guests who do not moderate the room. */
    private Role role(Client client, Role server, GuardedRoom guarded) {
        Role role = role(client.member(), server, guarded);
        boolean banned = guarded != null
                && client.address() != null
                && !role.may(Right.MODERATE)
                && guarded.bannedAt(client.address(), clock.instant()) != null;
        return banned ? Role.BANNED : role;
    }

    private Role role(Member member, Role server, GuardedRoom guarded) {
        RoomSettings settings = guarded == null ? RoomSettings.ORDINARY : guarded.settings();
        if (member == null) {
            return settings.kind().everybody();
        }
        Standing own = guarded == null ? null : guarded.standing(member.id());
        return settings.role(own == null ? null : own.at(clock.instant()), serverRoles.of(member.id(), server));
    }

    /**
     * Whether the member runs this server; no proof makes it an owner of that kind.
     *
     * @param member null for a request without one
     */
    public boolean isServerOwner(Member member) {
        return member != null && serverRoles.of(member.id(), Role.MEMBER) == Role.OWNER;
    }

    /** Whether the client may read the room; what it proves to be on the whole server does not matter for this. */
    public boolean mayRead(Client client, RoomId room) {
        return refusal(client, Role.MEMBER, room, Right.READ) == null;
    }

    /** Whether the client has this right. */
    public boolean admits(Client client, RoomId room, Right right) {
        return refusal(client, client.serverRole(), room, right) == null;
    }

    /** @throws Refusal if the client does not have this right; {@code not-found} if it must not know the room */
    public void require(Client client, RoomId room, Right right) {
        Refusal refusal = refusal(client, client.serverRole(), room, right);
        if (refusal != null) {
            throw refusal;
        }
    }

    private Refusal refusal(Client client, Role server, RoomId room, Right right) {
        GuardedRoom guarded = rooms.get(room);
        if (guarded == null && room.isUnlisted()) {
            return RoomSettings.NOT_FOUND;
        }
        RoomSettings settings = guarded == null ? RoomSettings.ORDINARY : guarded.settings();
        Role role = role(client, server, guarded);
        Standing ban = role == Role.BANNED && settings.kind() == RoomKind.PUBLIC ? ban(client, guarded) : null;
        return ban == null ? settings.refusal(role, right) : ban.refusal();
    }

    /** The ban of the member, or else of its address; null if it has just ended. */
    private Standing ban(Client client, GuardedRoom guarded) {
        Standing own = client.member() == null
                ? null
                : guarded.standing(client.member().id());
        if (own != null && own.at(clock.instant()) == Role.BANNED) {
            return own;
        }
        return client.address() == null ? null : guarded.bannedAt(client.address(), clock.instant());
    }

    /** The offset after which the client may read the room's log. */
    public long from(Client client, RoomId room) {
        Standing own = client.member() == null ? null : standing(client.member(), room);
        return own == null ? 0 : own.from();
    }

    /** The member's own standing in the room; null if it has none. */
    public Standing standing(Member member, RoomId room) {
        GuardedRoom guarded = rooms.get(room);
        return guarded == null ? null : guarded.standing(member.id());
    }

    /** The public rooms that are closed to the client because of its address. */
    public Set<RoomId> closedTo(Client client) {
        return client.address() == null
                ? Set.of()
                : withAddresses.entrySet().stream()
                        .filter(room -> role(client, Role.MEMBER, room.getValue()) == Role.BANNED)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Refusal if no further addresses can be banned */
    public void requireSpaceForAddresses() {
        if (withAddresses.values().stream().mapToInt(GuardedRoom::addresses).sum() >= MAX_ADDRESSES) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "This server has banned " + MAX_ADDRESSES
                            + " addresses, the maximum; omit address, or lift a ban with addresses");
        }
    }

    /** Whether every room is an ordinary one. */
    public boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** A role that has ended, of which no entry tells yet. @param role what the member is now */
    public record Ended(RoomId room, Member member, Role role) {}

    /** Roles that have ended and are not announced yet, the oldest first; at most {@code limit}, without {@code known}. */
    public List<Ended> ended(int limit, Set<Ended> known) {
        Instant now = clock.instant();
        return endings.over(now, limit + known.size(), due -> true).stream()
                .map(due -> ended(due, now))
                .filter(ended -> ended != null && !known.contains(ended))
                .limit(limit)
                .toList();
    }

    private Ended ended(Endings.Due due, Instant now) {
        Standing standing = standing(due.member(), due.room());
        return standing != null && standing.hasEnded(now)
                ? new Ended(due.room(), standing.member(), standing.at(now))
                : null;
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
        if (!(entry.body() instanceof RoomChange) || deletions.include(room, entry.position())) {
            return List.of();
        }
        GuardedRoom before = rooms.get(room);
        GuardedRoom guarded =
                before == null ? new GuardedRoom(room, endings, RoomSettings.ORDINARY, 0, null, List.of()) : before;
        List<Shift> shifts = guarded.decided(entry);
        if (before == null) {
            rooms.put(room, guarded); // complete: nobody may see half of it
        }
        note(room, guarded);
        for (Shift shift : shifts) {
            if (shift.address() == null && shift.member().id().equals(guarded.creator())) {
                count(guarded.creator(), shift.includes() ? 1 : shift.excludes() ? -1 : 0);
            }
        }
        return shifts;
    }

    private void note(RoomId room, GuardedRoom guarded) {
        if (guarded.addresses() > 0) {
            withAddresses.put(room, guarded);
        } else {
            withAddresses.remove(room);
        }
    }

    /**
     * Applies a stored deletion of the room: a private one is unknown from now on, a public one ordinary.
     *
     * @return those who lose a private room; null if the deletion was applied before
     */
    public List<Shift> deleted(RoomId room, Entry deletion) {
        if (!deletions.add(room, deletion.position())) {
            return null;
        }
        GuardedRoom guarded = rooms.remove(room);
        withAddresses.remove(room);
        if (guarded != null) {
            guarded.close();
        }
        if (guarded == null || guarded.settings().kind() == RoomKind.PUBLIC) {
            return List.of();
        }
        List<Shift> shifts = guarded.standings().stream()
                .map(standing -> new Shift(standing.member(), null, standing.role(), Role.NONE))
                .filter(Shift::excludes)
                .toList();
        if (shifts.stream().anyMatch(shift -> shift.member().id().equals(guarded.creator()))) {
            count(guarded.creator(), -1);
        }
        return shifts;
    }

    /** The present moment, for {@link #deletedSince}. */
    public long moment() {
        return deletions.moment();
    }

    /** Whether the room was deleted after this moment, even if another one has its name by now. */
    public boolean deletedSince(long moment, RoomId room) {
        return deletions.since(moment, room);
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

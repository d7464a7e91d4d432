package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Right;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSettings;
import chat.parley.event.ServerRoles;
import chat.parley.event.Standing;
import chat.parley.identity.Client;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The settings and roles of a transaction's rooms, as they are after the entries so far. Requires locked rooms. An
 * ordinary room costs no query.
 */
final class Rulings {
    private record Seat(RoomRow room, String member) {}

    private final Connection connection;
    private final ServerRoles serverRoles;
    private final Instant now;
    private final Map<RoomRow, RoomSettings> settings = new LinkedHashMap<>();
    /** What was read and what was changed; an empty standing is null. */
    private final Map<Seat, Standing> standings = new HashMap<>();

    private final Map<RoomRow, Map<String, Standing>> changed = new LinkedHashMap<>();
    private final List<Map.Entry<RoomRow, Entry>> decisions = new ArrayList<>();

    Rulings(Connection connection, ServerRoles serverRoles, Instant now) {
        this.connection = connection;
        this.serverRoles = serverRoles;
        this.now = now;
    }

    /** The room, as this author finds it. */
    Body.Place<SQLException> place(RoomRow room, Client author, boolean isNew) {
        return new Place(room, author, isNew);
    }

    RoomSettings settings(RoomRow room) {
        return settings.getOrDefault(room, room.settings());
    }

    void set(RoomRow room, RoomSettings decided) {
        settings.put(room, decided);
    }

    /** The standing, which has been read before; null if there is none. */
    Standing known(RoomRow room, String member) {
        return standings.get(new Seat(room, member));
    }

    void set(RoomRow room, Standing standing) {
        String member = standing.member().id();
        boolean none = standing.isEverybodys(settings(room).kind());
        standings.put(new Seat(room, member), none ? null : standing);
        changed.computeIfAbsent(room, first -> new LinkedHashMap<>()).put(member, standing);
    }

    /** Notes an entry for the audit log. */
    void record(RoomRow room, Entry decision) {
        decisions.add(Map.entry(room, decision));
    }

    private Standing standing(RoomRow room, String member) throws SQLException {
        Seat seat = new Seat(room, member);
        if (!standings.containsKey(seat)) {
            standings.put(seat, room.guarded() ? StandingRows.of(connection, room, member) : null);
        }
        return standings.get(seat);
    }

    /** @param proven see {@link ServerRoles} */
    private Role role(RoomRow room, String member, Role proven) throws SQLException {
        Standing own = room.guarded() || changed.containsKey(room) ? standing(room, member) : null;
        return settings(room).role(own == null ? null : own.at(now), serverRoles.of(member, proven));
    }

    /** The role of an author. Bans of addresses are for guests who do not moderate the room. */
    private Role role(RoomRow room, Client author) throws SQLException {
        Role role = role(room, author.member().id(), author.serverRole());
        return author.address() != null && !role.may(Right.MODERATE) && isBanned(room, author.address())
                ? Role.BANNED
                : role;
    }

    private boolean isBanned(RoomRow room, String address) throws SQLException {
        Map<String, Standing> known = changed.getOrDefault(room, Map.of());
        return known.values().stream()
                        .anyMatch(standing -> standing.addresses(now).contains(address))
                || room.guarded()
                        && StandingRows.bannedAt(connection, room, address, now).stream()
                                .anyMatch(member -> !known.containsKey(member));
    }

    /** Writes the results. */
    void write(RoomMembers members) throws SQLException {
        for (Map.Entry<RoomRow, Map<String, Standing>> room : changed.entrySet()) {
            settings.putIfAbsent(room.getKey(), room.getKey().settings()); // the room is guarded from now on
        }
        for (Map.Entry<RoomRow, RoomSettings> room : settings.entrySet()) {
            RoomRow.set(connection, room.getKey(), room.getValue());
        }
        Map<RoomRef, List<Standing>> moved = new HashMap<>();
        for (Map.Entry<RoomRow, Map<String, Standing>> room : changed.entrySet()) {
            for (Standing standing : room.getValue().values()) {
                StandingRows.put(connection, room.getKey(), settings(room.getKey()), standing);
            }
            moved.put(
                    room.getKey().ref(),
                    settings(room.getKey()).kind() == RoomKind.PUBLIC
                            ? room.getValue().values().stream()
                                    .filter(standing -> standing.role() == Role.BANNED)
                                    .toList()
                            : List.copyOf(room.getValue().values()));
        }
        if (!moved.isEmpty()) {
            members.follow(connection, moved);
        }
        for (Map.Entry<RoomRow, Entry> decision : decisions) {
            AuditRows.insert(connection, decision.getKey(), decision.getValue());
        }
        for (Map.Entry<RoomRow, Entry> decision : decisions) { // last: the others wait for this transaction then
            if (decision.getValue().body() instanceof RoomChange) {
                DecisionNotice.add(connection, decision.getKey(), decision.getValue());
            }
        }
    }

    private final class Place implements Body.Place<SQLException> {
        private final RoomRow room;
        private final Client author;
        private final boolean isNew;

        Place(RoomRow room, Client author, boolean isNew) {
            this.room = room;
            this.author = author;
            this.isNew = isNew;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public boolean isNew() {
            return isNew;
        }

        @Override
        public RoomSettings settings() {
            return Rulings.this.settings(room);
        }

        @Override
        public Standing standing(String member) throws SQLException {
            return Rulings.this.standing(room, member);
        }

        @Override
        public Role roleOf(String member) throws SQLException {
            boolean own = member.equals(author.member().id());
            return Rulings.this.role(room, member, own ? author.serverRole() : null);
        }

        @Override
        public Role role() throws SQLException {
            return Rulings.this.role(room, author);
        }

        @Override
        public int owners() throws SQLException {
            return StandingRows.owners(connection, room) + more(standing -> standing.permanent() == Role.OWNER);
        }

        @Override
        public boolean ownsServer() {
            return serverRoles.of(author.member().id(), author.serverRole()) == Role.OWNER;
        }

        @Override
        public int people() throws SQLException {
            RoomKind kind = settings().kind();
            return StandingRows.people(connection, room) + more(standing -> !standing.isEverybodys(kind));
        }

        @Override
        public int addressBans() throws SQLException {
            return StandingRows.addressBans(connection, room, now)
                    + more(standing -> !standing.addresses(now).isEmpty());
        }

        /** By how much this transaction has changed the number of such standings. */
        private int more(Predicate<Standing> counts) throws SQLException {
            int more = 0;
            for (Standing after : changed.getOrDefault(room, Map.of()).values()) {
                Standing before =
                        StandingRows.of(connection, room, after.member().id());
                more += (counts.test(after) ? 1 : 0) - (before != null && counts.test(before) ? 1 : 0);
            }
            return more;
        }
    }

    /** Whether this entry belongs in the audit log. @param own whether it is about a message of its author */
    static boolean isDecision(Body body, boolean own) {
        return body instanceof RoomChange || body.kind() == Body.Kind.DELETION && !own;
    }
}

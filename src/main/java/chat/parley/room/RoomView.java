package chat.parley.room;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Role;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
import chat.parley.identity.Client;
import chat.parley.rights.Rights;
import java.util.Comparator;
import java.util.List;

/**
 * What a member is told about the kind of a room and its own role. Everything is null for an ordinary member of an
 * ordinary room.
 *
 * @param people the members of a direct room
 */
record RoomView(RoomKind kind, String title, Role role, Boolean archived, Integer slowMode, List<Member> people) {
    static RoomView of(Rights rights, RoomId room, Client client) {
        RoomSettings settings = rights.settings(room);
        Role role = rights.role(client, room);
        return new RoomView(
                settings.kind() == RoomKind.PUBLIC ? null : settings.kind(),
                settings.title(),
                settings.kind() == RoomKind.PUBLIC && role == Role.MEMBER ? null : role,
                settings.archived() ? true : null,
                settings.slowMode() == 0 ? null : (Integer) settings.slowMode(),
                settings.kind() == RoomKind.DIRECT
                        ? rights.standings(room).stream()
                                .map(Standing::member)
                                .sorted(Comparator.comparing(Member::name).thenComparing(Member::id))
                                .toList()
                        : null);
    }

    /**
     * The reply to a join.
     *
     * @param feed of the room; opened
     * @param members the first ones of those {@code online}
     */
    Event.Joined joined(String ref, String room, Start start, Feed feed, int online, List<Member> members) {
        return new Event.Joined(
                ref,
                room,
                start.position(),
                Math.max(feed.tail().head(), start.offset()), // the tail may follow another server's entries later
                start.recovered(),
                online,
                members,
                feed.heading().topic(),
                kind,
                title,
                role,
                archived,
                slowMode,
                people,
                feed.heading().rulesAt());
    }
}

package chat.parley.log;

import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.RoomId;
import chat.parley.search.Mentions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mentions in the drafts of one transaction: of the rooms' members and of people {@linkplain Draft#near near}. */
final class Named {
    private final Map<Append, Mentions> places = new IdentityHashMap<>();
    private final Map<RoomId, List<Member>> members = new HashMap<>();

    private Named() {}

    /** Finds the mentions of a batch. */
    static Named in(Connection connection, RoomMembers lookup, Map<RoomId, RoomRow> rooms, List<Append> batch)
            throws SQLException {
        Named named = new Named();
        Map<RoomId, Set<String>> handles = new HashMap<>();
        for (Append append : batch) {
            String text = append.draft().body().prose();
            Mentions mentions = text == null || text.indexOf('@') < 0 ? null : Mentions.in(text);
            if (mentions != null
                    && !mentions.handles().isEmpty()
                    && rooms.containsKey(append.draft().room().id())) {
                named.places.put(append, mentions);
                handles.computeIfAbsent(append.draft().room().id(), room -> new HashSet<>())
                        .addAll(mentions.handles());
            }
        }
        for (Map.Entry<RoomId, Set<String>> room : handles.entrySet()) {
            named.members.put(
                    room.getKey(),
                    lookup.named(connection, rooms.get(room.getKey()).id(), room.getValue()));
        }
        return named;
    }

    /** The mentions in the draft's text; null if there are none. */
    List<Mention> mentions(Append append) {
        Mentions mentions = places.get(append);
        if (mentions == null) {
            return null;
        }
        List<Member> people = new ArrayList<>(append.draft().near());
        people.addAll(members.get(append.draft().room().id()));
        return mentions.resolve(people);
    }
}

package chat.parley.membership;

import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.log.MentionRows;
import chat.parley.search.Mentions;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A member's unread messages in a room.
 *
 * @param messages counted up to {@value #COUNTED}
 * @param mentions how many of these mention the member
 */
record Unread(int messages, int mentions) {
    static final Unread NONE = new Unread(0, 0);
    private static final int COUNTED = 100;

    /** Without the inner limit, PostgreSQL may join all entries before it takes the newest. */
    private static final String NEWEST = "SELECT room, \"offset\", sender, body FROM entry "
            + "WHERE room = %2$s AND \"offset\" > %3$s AND kind = 'message' ORDER BY \"offset\" DESC LIMIT "
            + ReadState.EXAMINED;
    /** Reads the text only of messages that were stored without looking for mentions. */
    private static final String UNREAD =
            "SELECT e.room, CASE WHEN m.text IS NULL AND e.\"offset\" <= %1$s THEN e.body END, n.places "
                    + "FROM (" + NEWEST + ") e LEFT JOIN message m ON m.room = e.room AND m.\"offset\" = e.\"offset\""
                    + MentionRows.JOIN
                    + "WHERE e.sender <> ? AND coalesce(m.text, e.body) IS NOT NULL ORDER BY e.\"offset\" DESC LIMIT "
                    + COUNTED;

    static final String IN_ROOM = String.format(UNREAD, "?", "?", "?");
    private static final String IN_ROOMS =
            "SELECT unread.* FROM unnest(?, ?, ?) AS asked (unnamed, room, after) CROSS JOIN LATERAL ("
                    + String.format(UNREAD, "asked.unnamed", "asked.room", "asked.after") + ") AS unread";

    /** Counts in each of these places; by the numbers of the rooms' rows, without those where nothing is unread. */
    static Map<Long, Unread> in(Connection connection, Database database, Collection<ReadState> places, Member member)
            throws SQLException {
        List<ReadState> behind =
                places.stream().filter(place -> place.after() < place.head()).toList();
        Map<Long, Unread> counts = new HashMap<>();
        Sql.Reader<Unread> count =
                row -> counts.merge(row.getLong(1), new Unread(1, isNamed(member, row) ? 1 : 0), Unread::plus);
        if (database.dialect().supportsArrays() && behind.size() > 1) {
            Sql.all(
                    connection,
                    IN_ROOMS,
                    count,
                    column(behind, ReadState::unnamed),
                    column(behind, ReadState::room),
                    column(behind, ReadState::after),
                    member.id());
            return counts;
        }
        for (ReadState place : behind) {
            Sql.all(connection, IN_ROOM, count, place.unnamed(), place.room(), place.after(), member.id());
        }
        return counts;
    }

    private static Object column(List<ReadState> places, Function<ReadState, Long> value) {
        return places.stream().map(value).toArray(Long[]::new);
    }

    private static boolean isNamed(Member member, ResultSet row) throws SQLException {
        String unresolved = row.getString(2);
        List<Mention> all = unresolved != null
                ? Mentions.in(unresolved).resolve(List.of(member))
                : MentionRows.read(row.getString(3));
        return all != null && all.stream().anyMatch(mention -> mention.members().contains(member.id()));
    }

    private Unread plus(Unread other) {
        return new Unread(messages + other.messages, mentions + other.mentions);
    }
}

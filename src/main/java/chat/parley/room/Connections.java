package chat.parley.room;

import chat.parley.delivery.Close;
import chat.parley.event.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/** The live connections of this server, for its operators. Thread-safe. */
public final class Connections {
    /** The maximum number in a list. */
    public static final int MAX_LISTED = 1_000;

    private final Sessions sessions;
    private final LongSupplier nanos;

    /**
     * A connection.
     *
     * @param id of the session
     * @param member null before it has given its name
     * @param door {@code websocket} or {@code socket.io}
     * @param address the client's network; null if unknown
     * @param since when it was opened, in milliseconds since 1970
     * @param rooms the number of rooms that it is in
     */
    public record Connection(String id, Member member, String door, String address, long since, int rooms) {}

    /** @param total the number of all that match */
    public record Listed(List<Connection> connections, int total) {}

    Connections(Sessions sessions, LongSupplier nanos) {
        this.sessions = sessions;
        this.nanos = nanos;
    }

    /**
     * The oldest connections.
     *
     * @param member the id of a member; null for all
     * @param limit at most {@link #MAX_LISTED}
     */
    public Listed list(String member, Instant now, int limit) {
        List<Session> found = member == null ? sessions.all() : List.copyOf(sessions.of(member));
        long elapsed = nanos.getAsLong();
        return new Listed(
                found.stream()
                        .sorted(Comparator.comparingLong(Session::openedAt))
                        .limit(limit)
                        .map(session -> connection(session, now.minus(Duration.ofNanos(elapsed - session.openedAt()))))
                        .toList(),
                found.size());
    }

    private static Connection connection(Session session, Instant since) {
        return new Connection(
                session.id(),
                session.member(),
                session.wire().door().name().toLowerCase(Locale.ROOT),
                session.wire().address(),
                since.toEpochMilli(),
                session.joinedRooms().size());
    }

    /** Closes the connection for good. Returns false if there is none with this id. */
    public boolean end(String id) {
        Session session = sessions.find(id);
        if (session == null) {
            return false;
        }
        session.close(Close.ENDED);
        return true;
    }

    /** Closes all connections of the member for good. Returns their number. */
    public int endAll(String member) {
        Set<Session> found = sessions.of(member);
        found.forEach(session -> session.close(Close.ENDED));
        return found.size();
    }
}

package chat.parley.rights;

import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.event.Standing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/** The roles that end by themselves, in the order of their ends: as many as there are such roles. Thread-safe. */
final class Endings {
    /** An end. */
    record Due(Instant until, RoomId room, Member member) {}

    private final ConcurrentSkipListSet<Due> dues = new ConcurrentSkipListSet<>(Comparator.comparing(Due::until)
            .thenComparing(Due::room)
            .thenComparing(due -> due.member().id()));

    void add(RoomId room, Standing standing) {
        if (standing.until() != null) {
            dues.add(new Due(standing.until(), room, standing.member()));
        }
    }

    /** @param standing may be null */
    void remove(RoomId room, Standing standing) {
        if (standing != null && standing.until() != null) {
            dues.remove(new Due(standing.until(), room, standing.member()));
        }
    }

    /** Those that are over, at most {@code limit}. */
    List<Due> over(Instant now, int limit, Predicate<Due> wanted) {
        return dues.stream()
                .takeWhile(due -> !now.isBefore(due.until()))
                .filter(wanted)
                .limit(limit)
                .toList();
    }
}

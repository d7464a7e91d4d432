package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.delivery.Close;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomId;
import chat.parley.event.RoomSettings;
import chat.parley.rights.Rights;
import chat.parley.rights.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries decisions out: tells the members who gain or lose a room, and takes it from the sessions of those who lose it.
 * A decision is acknowledged when nothing from the room can follow on those sessions.
 */
final class Enforcement {
    /** How long a send that contains something from the room may still take; then its connection is cut. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Rights rights;
    private final Rooms rooms;
    private final Sessions sessions;
    /** The last decision of each room that is not carried out yet. */
    private final Map<RoomId, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

    Enforcement(Rights rights, Rooms rooms, Sessions sessions) {
        this.rights = rights;
        this.rooms = rooms;
        this.sessions = sessions;
    }

    /** Takes a decision that is stored, before it is acknowledged. Called on the log's threads. */
    void decided(RoomId room, Entry entry) {
        List<Shift> shifts = rights.decided(room, entry);
        if (shifts.stream().noneMatch(shift -> shift.excludes() || shift.includes())) {
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> last = pending.merge(room, done, CompletableFuture::allOf);
        last.whenComplete((nothing, failure) -> pending.remove(room, last));
        rooms.laneOf(room).execute(() -> {
            CompletionStage<Void> all = completedFuture(null);
            try {
                for (Shift shift : shifts) {
                    CompletionStage<Void> one = carryOut(room, entry, shift);
                    all = all.thenCombine(one, (a, b) -> null);
                }
            } finally {
                all.whenComplete((nothing, failure) -> done.complete(null));
            }
        });
    }

    /** Completes when all decisions about the room so far are carried out. */
    CompletionStage<Void> settled(RoomId room) {
        CompletableFuture<Void> last = pending.get(room);
        return last == null ? completedFuture(null) : last;
    }

    private CompletionStage<Void> carryOut(RoomId room, Entry entry, Shift shift) {
        CompletionStage<Void> settled = completedFuture(null);
        RoomSettings settings = rights.settings(room);
        if (shift.includes()) {
            Event.Reply added =
                    new Event.RoomAdded(entry.room(), settings.kind(), settings.title(), shift.now(), entry.author());
            others(entry, shift.member()).forEach(session -> session.reply(added));
        } else if (shift.excludes()) {
            rooms.expel(room, shift.member());
            Event.Reply removed = removed(entry, shift, settings);
            for (Session session : sessions.of(shift.member().id())) {
                session.reply(removed);
                settled = settled.thenCombine(settled(session), (a, b) -> null);
            }
        }
        return settled;
    }

    /** The member's sessions; none if it has created the room, and so knows. */
    private Iterable<Session> others(Entry entry, Member member) {
        return entry.body() instanceof RoomChange.Creation
                        && entry.author().id().equals(member.id())
                ? List.of()
                : sessions.of(member.id());
    }

    private static Event.Reply removed(Entry entry, Shift shift, RoomSettings settings) {
        RoomChange.Grant grant = (RoomChange.Grant) entry.body(); // nothing else takes a role away
        Instant until = grant.seconds() == null ? null : entry.at().plusSeconds(grant.seconds());
        return new Event.RoomRemoved(
                entry.room(), settings.kind(), settings.title(), shift.now(), entry.author(), grant.reason(), until);
    }

    private CompletionStage<Void> settled(Session session) {
        CompletableFuture<Void> settled = session.settled().toCompletableFuture();
        if (!settled.isDone()) {
            sessions.later(PATIENCE, () -> {
                if (!settled.isDone()) {
                    session.close(Close.SLOW_READER);
                }
            });
        }
        return settled;
    }
}

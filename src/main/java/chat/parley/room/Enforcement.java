package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.delivery.Close;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Right;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomId;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
import chat.parley.identity.Client;
import chat.parley.rights.Rights;
import chat.parley.rights.Shift;
import java.time.Duration;
import java.util.Collection;
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
    /** How long a send that contains something from the room may still take; then a session's connection is cut. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Rights rights;
    private final Rooms rooms;
    private final Sessions sessions;
    private final Answers answers;
    /** The last decision of each room that is not carried out yet. */
    private final Map<RoomId, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

    Enforcement(Rights rights, Rooms rooms, Sessions sessions, Answers answers) {
        this.rights = rights;
        this.rooms = rooms;
        this.sessions = sessions;
        this.answers = answers;
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
        Collection<Session> concerned = concerned(room, entry, shift);
        if (shift.includes()) {
            Event.Reply added =
                    new Event.RoomAdded(entry.room(), settings.kind(), settings.title(), shift.now(), by(entry));
            concerned.forEach(session -> session.reply(added));
        } else if (shift.excludes()) {
            rooms.expel(
                    room,
                    session -> shift.address() == null
                            ? session.member().id().equals(shift.member().id())
                            : isAt(room, session, shift));
            Event.Reply removed = removed(entry, shift, settings);
            for (Session session : concerned) {
                session.reply(removed);
                settled = settled.thenCombine(settled(session), (a, b) -> null);
            }
            settled = settled.thenCombine(answered(shift), (a, b) -> null);
        }
        return settled;
    }

    /** Completes when nothing is on its way to the member, or to the guests at the address, outside sessions. */
    private CompletionStage<Void> answered(Shift shift) {
        CompletableFuture<Void> answered = answers.settled(client -> shift.address() == null
                ? client.member() != null
                        && client.member().id().equals(shift.member().id())
                : shift.address().equals(client.address()));
        if (!answered.isDone()) {
            sessions.later(PATIENCE, () -> answered.complete(null)); // the host has it, and cannot take it back
        }
        return answered;
    }

    /** The sessions that lose or gain the room. */
    private Collection<Session> concerned(RoomId room, Entry entry, Shift shift) {
        if (shift.address() != null) {
            return sessions.at(shift.address()).stream()
                    .filter(session -> isAt(room, session, shift))
                    .toList();
        }
        boolean knows = entry.body() instanceof RoomChange.Creation
                && entry.author().id().equals(shift.member().id());
        return knows
                ? List.of()
                : sessions.of(shift.member().id()).stream()
                        .filter(session -> !shift.includes() || rights.mayRead(session.client(), room))
                        .toList();
    }

    /**
     * Whether a ban of an address, or its end, concerns the session: that of another guest there, who is not banned
     * itself, does not moderate the room, and is not at an address that is banned with somebody else, too.
     */
    private boolean isAt(RoomId room, Session session, Shift shift) {
        Client client = session.client();
        if (!shift.address().equals(client.address())
                || client.member().id().equals(shift.member().id())) {
            return false;
        }
        Standing own = rights.standing(client.member(), room);
        boolean banned = own != null && own.role() == Role.BANNED;
        boolean mayRead = rights.mayRead(client, room);
        return !banned && mayRead == shift.includes() && !rights.admits(client, room, Right.MODERATE);
    }

    private static Event.Reply removed(Entry entry, Shift shift, RoomSettings settings) {
        RoomChange.Grant grant = entry.body() instanceof RoomChange.Grant given ? given : null;
        return new Event.RoomRemoved(
                entry.room(),
                settings.kind(),
                settings.title(),
                shift.now(),
                by(entry),
                grant == null ? null : grant.reason(),
                grant == null || grant.seconds() == null ? null : entry.at().plusSeconds(grant.seconds()));
    }

    /** Who decided; null if a role has ended by itself. */
    private static Member by(Entry entry) {
        return entry.body() instanceof RoomChange.Ending ? null : entry.author();
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

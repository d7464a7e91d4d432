package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.delivery.Close;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Right;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
import chat.parley.identity.Client;
import chat.parley.membership.Memberships;
import chat.parley.rights.Rights;
import chat.parley.rights.Shift;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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
    private final Memberships members;
    /** The last decision of each room that is not carried out yet. */
    private final Map<RoomId, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

    /** @param members knows the members of public rooms */
    Enforcement(Rights rights, Rooms rooms, Sessions sessions, Answers answers, Memberships members) {
        this.members = members;
        this.rights = rights;
        this.rooms = rooms;
        this.sessions = sessions;
        this.answers = answers;
    }

    /** Takes a decision that is stored, before it is acknowledged. Called on the log's threads. */
    void decided(RoomId room, Entry entry) {
        if (entry.body() instanceof RoomDeletion deletion) {
            deleted(room, entry, deletion);
            return;
        }
        List<Shift> shifts = rights.decided(room, entry);
        if (shifts.stream().noneMatch(shift -> shift.excludes() || shift.includes())) {
            return;
        }
        onLane(room, () -> {
            CompletionStage<Void> all = completedFuture(null);
            for (Shift shift : shifts) {
                CompletionStage<Void> one = carryOut(room, entry, shift);
                all = all.thenCombine(one, (a, b) -> null);
            }
            return all;
        });
    }

    private void onLane(RoomId room, Supplier<CompletionStage<Void>> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> last = pending.merge(room, done, CompletableFuture::allOf);
        last.whenComplete((nothing, failure) -> pending.remove(room, last));
        rooms.laneOf(room).execute(() -> {
            CompletionStage<Void> all = completedFuture(null);
            try {
                all = work.get();
            } finally {
                all.whenComplete((nothing, failure) -> done.complete(null));
            }
        });
    }

    /** Takes the room from everybody. From the first line on, every gate refuses what was in it. */
    private void deleted(RoomId room, Entry entry, RoomDeletion deletion) {
        RoomSettings before = rights.settings(room);
        List<Shift> shifts = rights.deleted(room, entry);
        if (shifts == null) {
            return; // repeated; there may be a new room of the same name
        }
        rooms.condemn(room);
        Event.Reply removed = new Event.RoomRemoved(
                entry.room(), before.kind(), before.title(), Role.NONE, entry.author(), deletion.reason(), null, true);
        onLane(room, () -> {
            Set<Session> told = new LinkedHashSet<>(rooms.dissolve(room));
            shifts.forEach(shift -> told.addAll(sessions.of(shift.member().id())));
            CompletionStage<Void> here =
                    tell(told, removed).thenCombine(withinPatience(answers.settled(client -> true)), (a, b) -> null);
            return before.kind() != RoomKind.PUBLIC
                    ? here
                    : members.of(room, entry.offset(), sessions.members())
                            .handle((ids, failure) -> failure == null ? ids : List.<String>of())
                            .thenAcceptAsync(ids -> tellOthers(ids, told, removed), rooms.laneOf(room))
                            .thenCombine(here, (a, b) -> null)
                            .thenCombine(delivered(told), (a, b) -> null);
        });
    }

    /** Completes when nothing that was taken before is under way to these sessions. */
    private CompletionStage<Void> tell(Set<Session> told, Event.Reply removed) {
        CompletionStage<Void> settled = completedFuture(null);
        for (Session session : told) {
            session.reply(removed);
            settled = settled.thenCombine(settled(session), (a, b) -> null);
        }
        return settled;
    }

    private void tellOthers(List<String> members, Set<Session> told, Event.Reply removed) {
        for (String member : members) {
            for (Session session : sessions.of(member)) {
                if (!told.contains(session)) {
                    session.reply(removed);
                }
            }
        }
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
        return withinPatience(answers.settled(client -> shift.address() == null
                ? client.member() != null
                        && client.member().id().equals(shift.member().id())
                : shift.address().equals(client.address())));
    }

    /**
     * Completes when nothing is on its way to other sessions, which may have found something from a public room. Nobody is
     * cut off for that.
     */
    private CompletionStage<Void> delivered(Set<Session> told) {
        return withinPatience(CompletableFuture.allOf(sessions.all().stream()
                .filter(session -> !told.contains(session))
                .map(session -> session.settled().toCompletableFuture())
                .filter(settled -> !settled.isDone())
                .toArray(CompletableFuture[]::new)));
    }

    private CompletionStage<Void> withinPatience(CompletableFuture<Void> done) {
        if (!done.isDone()) {
            sessions.later(PATIENCE, () -> done.complete(null)); // the host has it, and cannot take it back
        }
        return done;
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
                grant == null || grant.seconds() == null ? null : entry.at().plusSeconds(grant.seconds()),
                null);
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

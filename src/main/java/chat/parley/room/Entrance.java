package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomRef;
import chat.parley.membership.Memberships;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Admits sessions to one room and stores their membership. Confined to the room's lane. */
final class Entrance {
    private final Supplier<RoomRef> room;
    private final Supplier<String> epoch;
    private final Memberships memberships;
    /**
     * The epochs of the positions with which sessions come back, until their joins are answered. What such a session
     * has sent behind its join is for the log that it knows, and not for a new room of the same name.
     */
    private final Map<Session, String> known = new HashMap<>();

    private boolean isOpen;

    /**
     * @param room supplies the room, under its own name
     * @param epoch supplies that of its log; null while that is not known
     */
    Entrance(Supplier<RoomRef> room, Supplier<String> epoch, Memberships memberships) {
        this.room = room;
        this.epoch = epoch;
        this.memberships = memberships;
    }

    /** Marks the room as existing, after the session was admitted. */
    void open(Session session) {
        isOpen = true;
        known.remove(session);
    }

    void left(Session session) {
        known.remove(session);
    }

    /** The epoch of the log that the session has seen; null if that is not known. */
    String epochOf(Session session) {
        return known.getOrDefault(session, epoch.get());
    }

    /**
     * Completes with the start when the membership is stored. Who comes back to a room that was deleted must not create
     * it again, but may enter one that somebody else has begun.
     *
     * @param gone whether the room was deleted; known once it has a start
     */
    CompletionStage<Start> enter(
            Session session, Command.Join join, CompletionStage<Start> starting, BooleanSupplier gone) {
        know(session, Position.parse(join.since()));
        if (join.since() == null) {
            return starting.thenCombine(enter(session, join), (start, done) -> start);
        }
        return starting.thenCompose(start -> !isOpen && gone.getAsBoolean()
                ? failedFuture(RoomDeletion.GONE)
                : enter(session, join).thenApply(done -> start));
    }

    private void know(Session session, Position since) {
        if (since == null) {
            known.remove(session);
        } else {
            known.put(session, since.epoch());
        }
    }

    /** Completes when the membership is stored. Fails if the room does not exist and the join does not create it. */
    private CompletionStage<Void> enter(Session session, Command.Join join) {
        boolean isPrivate = room.get().id().isUnlisted(); // who may read it knows that it exists
        if (isOpen || isPrivate || join.creates()) {
            return store(session, epoch.get());
        }
        return memberships
                .rooms(List.of(room.get().id()))
                .thenCompose(known -> known.isEmpty()
                        ? failedFuture(new Refusal(ErrorCode.NOT_FOUND, "Room not found"))
                        : store(session, epoch.get()));
    }

    /** Stores the member's new name. If that fails, the next join stores it. */
    void renamed(Session session) {
        store(session, epochOf(session));
    }

    private CompletionStage<Void> store(Session session, String seen) {
        return session.hasPersistentMember()
                ? memberships.enter(room.get(), session.member(), seen)
                : completedFuture(null);
    }
}

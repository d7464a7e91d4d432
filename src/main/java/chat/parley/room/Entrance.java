package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomRef;
import chat.parley.membership.Memberships;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Admits sessions to one room and stores their membership. Confined to the room's lane. */
final class Entrance {
    private final Supplier<RoomRef> room;
    private final Supplier<String> epoch;
    private final Memberships memberships;
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

    /** Marks the room as existing, after a session was admitted. */
    void open() {
        isOpen = true;
    }

    /**
     * Completes with the start when the membership is stored. Who comes back to a room that was deleted must not create
     * it again.
     *
     * @param gone whether the room was deleted; known once it has a start
     */
    CompletionStage<Start> enter(
            Session session, Command.Join join, CompletionStage<Start> starting, BooleanSupplier gone) {
        if (join.since() == null) {
            return starting.thenCombine(enter(session, join), (start, done) -> start);
        }
        return starting.thenCompose(start -> gone.getAsBoolean()
                ? failedFuture(RoomDeletion.GONE)
                : enter(session, join).thenApply(done -> start));
    }

    /** Completes when the membership is stored. Fails if the room does not exist and the join does not create it. */
    private CompletionStage<Void> enter(Session session, Command.Join join) {
        boolean isPrivate = room.get().id().isUnlisted(); // who may read it knows that it exists
        if (isOpen || isPrivate || join.creates()) {
            return store(session);
        }
        return memberships
                .rooms(List.of(room.get().id()))
                .thenCompose(known -> known.isEmpty()
                        ? failedFuture(new Refusal(ErrorCode.NOT_FOUND, "Room not found"))
                        : store(session));
    }

    /** Stores the member's new name. If that fails, the next join stores it. */
    void renamed(Session session) {
        store(session);
    }

    private CompletionStage<Void> store(Session session) {
        return session.hasPersistentMember()
                ? memberships.enter(room.get(), session.member(), epoch.get())
                : completedFuture(null);
    }
}

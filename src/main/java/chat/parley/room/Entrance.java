package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.membership.Memberships;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets sessions into one room, and stores that their members take part. Belongs to the room's lane. */
final class Entrance {
    private final Supplier<String> room;
    private final Memberships memberships;
    private boolean isOpen;

    /** @param room gives the room's own name */
    Entrance(Supplier<String> room, Memberships memberships) {
        this.room = room;
        this.memberships = memberships;
    }

    /** A session was let in: from now on the room exists. */
    void open() {
        isOpen = true;
    }

    /** Completes once it is stored that the member takes part; fails where the room does not exist and is not to be made. */
    CompletionStage<Void> enter(Session session, Command.Join join) {
        if (isOpen || join.creates()) {
            return store(session);
        }
        return memberships.rooms(List.of(room.get())).thenCompose(known -> known.isEmpty()
                ? failedFuture(new Refusal(ErrorCode.NOT_FOUND, "There is no room of this name")) : store(session));
    }

    /** The member has another name. Should that not be stored, the next join does it. */
    void renamed(Session session) {
        store(session);
    }

    private CompletionStage<Void> store(Session session) {
        return session.isLasting() ? memberships.enter(room.get(), session.member()) : completedFuture(null);
    }
}

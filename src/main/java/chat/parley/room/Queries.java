package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.Standing;
import chat.parley.identity.Client;
import chat.parley.log.RoomLog;
import chat.parley.rights.Rights;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers queries, those of sessions and those without one. Every query passes {@link Rights}. Thread-safe. */
final class Queries implements Query.Answerer<Queries.Asker> {
    /**
     * @param address see {@link chat.parley.delivery.Wire#address}
     * @param room the query's room, or null
     */
    record Asker(Client client, String address, RoomRef room) {}

    private final RoomLog log;
    private final Rights rights;
    private final History history;
    private final Searches searches;
    private final Directory directory;

    Queries(RoomLog log, Rights rights, History history, Searches searches, Directory directory) {
        this.log = log;
        this.rights = rights;
        this.history = history;
        this.searches = searches;
        this.directory = directory;
    }

    /** Answers a query without a session. See {@link #answer}. */
    <R extends Event.Reply> CompletionStage<R> answer(Query<R> query, Client client, String address) {
        Asker asker = new Asker(client, address, query.room() == null ? null : log.room(query.room()));
        long asked = rights.moment();
        return answer(query, asker).thenApply(reply -> {
            requireStill(query, asker); // the right may have ended during the read
            return withoutDeleted(reply, asked);
        });
    }

    /** The reply. Fails with {@link chat.parley.event.Refusal}; throws nothing. */
    <R extends Event.Reply> CompletionStage<R> answer(Query<R> query, Asker asker) {
        try {
            requireStill(query, asker);
            return query.ask(this, asker);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The reply to a query of this moment, without what has been deleted meanwhile. */
    @SuppressWarnings("unchecked") // a reply without a room is of the same type
    private <R extends Event.Reply> R withoutDeleted(R reply, long asked) {
        Event.Reply still = reply.readable(
                room -> !rights.deletedSince(asked, log.room(room).id()));
        if (still instanceof Event.Failure) {
            throw RoomDeletion.GONE;
        }
        return (R) still;
    }

    private void requireStill(Query<?> query, Asker asker) {
        if (asker.client().isRevoked()) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "You have signed out; sign in again");
        }
        if (asker.room() != null) {
            rights.require(asker.client(), asker.room().id(), query.right());
        }
    }

    private long from(Asker asker) {
        return rights.from(asker.client(), asker.room().id());
    }

    @Override
    public CompletionStage<Event.History> history(Asker asker, Query.History query) {
        return history.page(asker.room(), query, from(asker));
    }

    @Override
    public CompletionStage<Event.Pins> pins(Asker asker, Query.Pins query) {
        return history.pins(asker.room(), query, from(asker));
    }

    @Override
    public CompletionStage<Event.Rules> rules(Asker asker, Query.Rules query) {
        return log.rules(asker.room())
                .thenApply(rules -> rules.text().isEmpty()
                        ? new Event.Rules(query.ref(), asker.room().name(), null, null)
                        : new Event.Rules(query.ref(), asker.room().name(), rules.text(), rules.offset()));
    }

    @Override
    public CompletionStage<Event.Found> search(Asker asker, Query.Search query) {
        return searches.find(query, asker.client(), asker.address());
    }

    @Override
    public CompletionStage<Event.MyRooms> myRooms(Asker asker, Query.MyRooms query) {
        return directory.roomsOf(asker.client(), query);
    }

    @Override
    public CompletionStage<Event.RoomList> rooms(Asker asker, Query.ListRooms query) {
        return directory.list(asker.client(), query.find()).thenApply(rooms -> new Event.RoomList(query.ref(), rooms));
    }

    @Override
    public CompletionStage<Event.Roles> roles(Asker asker, Query.Roles query) {
        RoomId room = asker.room().id();
        List<Event.RoleOf> roles = rights.standings(room).stream()
                .filter(standing -> standing.role() != Role.NONE) // only a limit is kept
                .sorted(Comparator.comparing(Standing::role)
                        .reversed()
                        .thenComparing(standing -> standing.member().name()))
                .map(standing -> new Event.RoleOf(standing.member(), standing.role(), standing.until()))
                .toList();
        return CompletableFuture.completedFuture(new Event.Roles(
                query.ref(),
                asker.room().name(),
                rights.settings(room).kind(),
                rights.role(asker.client(), room),
                roles));
    }

    @Override
    public CompletionStage<Event.Audit> audit(Asker asker, Query.Audit query) {
        long before = query.before() == null ? Long.MAX_VALUE : query.before();
        int size = query.size();
        return log.audit(asker.room(), before, size + 1)
                .thenApply(entries -> new Event.Audit(
                        query.ref(),
                        asker.room().name(),
                        entries.stream().limit(size).<Event>map(Entry::asEvent).toList(),
                        entries.size() > size));
    }

    @Override
    public CompletionStage<Event.DeletedRooms> deletedRooms(Asker asker, Query.DeletedRooms query) {
        if (!rights.isServerOwner(asker.client().member())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Only the server's owners can list deleted rooms");
        }
        return log.deletions(query.end(), Query.DeletedRooms.MAX + 1)
                .thenApply(entries -> new Event.DeletedRooms(
                        query.ref(),
                        entries.stream()
                                .limit(Query.DeletedRooms.MAX)
                                .<Event>map(Entry::asEvent)
                                .toList(),
                        entries.size() > Query.DeletedRooms.MAX));
    }
}

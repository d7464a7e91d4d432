package chat.parley.room;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.RoomRef;
import chat.parley.log.RoomLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers queries, those of sessions and those without one. Every query passes {@link Access}. Thread-safe. */
final class Queries implements Query.Answerer<Queries.Asker> {
    /**
     * @param member null for a request without an identity
     * @param address see {@link chat.parley.delivery.Wire#address}
     * @param room the query's room, or null
     */
    record Asker(Member member, String address, RoomRef room) {}

    private final RoomLog log;
    private final Access access;
    private final History history;
    private final Searches searches;
    private final Directory directory;

    Queries(RoomLog log, Access access, History history, Searches searches, Directory directory) {
        this.log = log;
        this.access = access;
        this.history = history;
        this.searches = searches;
        this.directory = directory;
    }

    /** Answers a query without a session. See {@link #answer}. */
    <R extends Event.Reply> CompletionStage<R> answer(Query<R> query, Member member, String address) {
        return answer(query, new Asker(member, address, query.room() == null ? null : log.room(query.room())));
    }

    /** The reply. Fails with {@link chat.parley.event.Refusal}; throws nothing. */
    <R extends Event.Reply> CompletionStage<R> answer(Query<R> query, Asker asker) {
        try {
            if (asker.room() != null) {
                access.require(asker.member(), asker.room().id(), Access.Right.READ);
            }
            return query.ask(this, asker);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Event.History> history(Asker asker, Query.History query) {
        return history.page(asker.room(), query);
    }

    @Override
    public CompletionStage<Event.Pins> pins(Asker asker, Query.Pins query) {
        return history.pins(asker.room(), query);
    }

    @Override
    public CompletionStage<Event.Found> search(Asker asker, Query.Search query) {
        return searches.find(query, asker.member(), asker.address());
    }

    @Override
    public CompletionStage<Event.MyRooms> myRooms(Asker asker, Query.MyRooms query) {
        return directory.roomsOf(asker.member()).thenApply(rooms -> new Event.MyRooms(query.ref(), rooms));
    }

    @Override
    public CompletionStage<Event.RoomList> rooms(Asker asker, Query.ListRooms query) {
        return directory.list(asker.member(), query.find()).thenApply(rooms -> new Event.RoomList(query.ref(), rooms));
    }
}

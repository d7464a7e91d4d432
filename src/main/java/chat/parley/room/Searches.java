package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.index.Search;
import chat.parley.search.SearchQuery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs searches. They share one queue, so each address has a quota in it. Thread-safe. */
final class Searches {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Search search;
    private final AddressLimits limits;
    private final Quota running = new Quota();

    Searches(Search search, AddressLimits limits) {
        this.search = search;
        this.limits = limits;
    }

    /**
     * Searches the messages of all public rooms. Fails with {@link Refusal}.
     *
     * @param address see {@link chat.parley.delivery.Wire#address}; null for no limit
     */
    CompletionStage<Event.Found> find(Command.Search asked, String address) {
        SearchQuery query;
        try {
            query = SearchQuery.parse(asked.query());
            limits.spend(address, AddressLimits.Cost.SEARCH);
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        if (address == null) {
            return find(asked, query);
        }
        if (!running.tryTake(address, Shares.SEARCHES)) {
            return CompletableFuture.failedFuture(new Refusal(ErrorCode.RATE_LIMITED,
                    "Too many searches from this address; retry in 0.5 s", PAUSE));
        }
        return find(asked, query).whenComplete((found, failure) -> running.release(address));
    }

    private CompletionStage<Event.Found> find(Command.Search asked, SearchQuery query) {
        Search.Order order = asked.byRank() ? Search.Order.BEST : Search.Order.NEWEST;
        return search.find(query, order, asked.size(), asked.cursor()).thenApply(found -> new Event.Found(asked.ref(),
                found.hits().stream().map(hit -> new Event.Hit(hit.entry().asMessage(),
                        hit.marks().stream().map(mark -> new Event.Mark(mark.start(), mark.end())).toList())).toList(), found.cursor()));
    }
}

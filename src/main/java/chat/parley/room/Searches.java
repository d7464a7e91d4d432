package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Hit;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Client;
import chat.parley.index.Search;
import chat.parley.index.SearchOrder;
import chat.parley.rights.Rights;
import chat.parley.search.QueryParser;
import chat.parley.search.SearchQuery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs searches. They share one queue, so each address has a quota in it. Thread-safe. */
final class Searches {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Search search;
    private final Rights rights;
    private final AddressLimits limits;
    private final ChatMeter meter;
    private final Quota running = new Quota();

    Searches(Search search, Rights rights, AddressLimits limits, ChatMeter meter) {
        this.meter = meter;
        this.search = search;
        this.rights = rights;
        this.limits = limits;
    }

    /**
     * Searches the messages of all rooms that the member may read. Fails with {@link Refusal}.
     *
     * @param address see {@link chat.parley.delivery.Wire#address}; null for no limit
     */
    CompletionStage<Event.Found> find(Query.Search asked, Client client, String address) {
        SearchQuery query;
        try {
            query = QueryParser.parse(asked.query());
            limits.spend(address, AddressLimits.Cost.SEARCH);
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        if (address == null) {
            return find(asked, client, query);
        }
        if (!running.tryTake(address, Shares.SEARCHES)) {
            return CompletableFuture.failedFuture(
                    new Refusal(ErrorCode.RATE_LIMITED, "Too many searches from this address; retry in 0.5 s", PAUSE));
        }
        return find(asked, client, query).whenComplete((found, failure) -> running.release(address));
    }

    private CompletionStage<Event.Found> find(Query.Search asked, Client client, SearchQuery query) {
        SearchOrder order = asked.byRank() ? SearchOrder.BEST : SearchOrder.NEWEST;
        String member = client.member() == null ? null : client.member().id();
        return meter.searching(search.find(query, order, asked.size(), asked.cursor(), member, rights.closedTo(client)))
                .thenApply(found -> new Event.Found(
                        asked.ref(),
                        found.hits().stream()
                                .filter(hit -> rights.mayRead(client, hit.room())
                                        && hit.entry().offset() > rights.from(client, hit.room()))
                                .map(hit -> new Hit(
                                        hit.entry().asMessage(),
                                        rights.settings(hit.room()).title(),
                                        hit.marks()))
                                .toList(),
                        found.cursor()));
    }
}

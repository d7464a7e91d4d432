package chat.parley.index;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Logged;
import chat.parley.event.Refusal;
import chat.parley.event.RoomId;
import chat.parley.log.EntryRows;
import chat.parley.log.RoomName;
import chat.parley.log.RoomRow;
import chat.parley.search.Flag;
import chat.parley.search.Marks;
import chat.parley.search.SearchQuery;
import chat.parley.search.Term;
import chat.parley.store.Database;
import chat.parley.store.Reads;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import chat.parley.store.TimeLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Searches the messages of the rooms that a member may read. Searches run one at a time on a lane for reads, with other reads in
 * between; their number and duration are bounded. New messages are found a moment later, see {@link Indexer}. Safe for
 * many threads; no method blocks.
 */
public final class Search {
    /** Maximum number of hits per page. */
    public static final int MOST = 50;

    private static final int MOST_WAITING = 200;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String LANE = "search";
    private static final String ROOM = "SELECT id FROM room WHERE uid = ?";

    private final Database database;
    private final Reads reads;
    private final AtomicInteger waiting = new AtomicInteger();

    public Search(StoreLanes store) {
        this.database = store.database();
        this.reads = store.reads();
    }

    /**
     * Finds the messages that match the query. {@link SearchOrder#BEST} ranks the newest few thousand matches and returns at
     * most {@link SearchHits#RANKED 1 000} of them.
     *
     * @param limit 1 to {@link #MOST}
     * @param cursor of the previous page, for the same query and order; null for the first page
     * @param member the id of the member who asks; null for nobody
     * @param closed rooms that are left out
     * @return fails with {@link Refusal}: {@link ErrorCode#INVALID} for an invalid limit, cursor or room name,
     *         {@link ErrorCode#BUSY} if the search took too long or too many are waiting,
     *         {@link ErrorCode#UNAVAILABLE} if the store fails
     */
    public CompletionStage<SearchResult> find(
            SearchQuery query, SearchOrder order, int limit, String cursor, String member, Set<RoomId> closed) {
        SearchCursor start;
        List<SearchQuery.RoomFilter> rooms;
        try {
            if (limit < 1 || limit > MOST) {
                throw new Refusal(ErrorCode.INVALID, "limit must be between 1 and " + MOST);
            }
            start = cursor == null ? null : SearchCursor.parse(cursor, order);
            rooms = query.in().stream()
                    .map(in -> new SearchQuery.RoomFilter(RoomName.of(in.room()), in.excluded()))
                    .toList();
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new Refusal(ErrorCode.BUSY, "Too many searches waiting; retry in 1 s", RETRY_AFTER));
        }
        return reads.readSlowly(
                        LANE,
                        connection -> TimeLimit.within(
                                LIMIT,
                                database,
                                connection,
                                within -> find(within, query, rooms, order, limit, start, member, closed)))
                .whenComplete((found, failure) -> waiting.decrementAndGet());
    }

    private SearchResult find(
            Connection connection,
            SearchQuery query,
            List<SearchQuery.RoomFilter> rooms,
            SearchOrder order,
            int limit,
            SearchCursor start,
            String member,
            Set<RoomId> closed)
            throws SQLException {
        List<SearchHits.RoomFilter> known = known(connection, rooms);
        if (known == null) {
            return new SearchResult(List.of(), null);
        }
        for (RoomId room : closed) {
            Long id = Sql.one(connection, ROOM, row -> row.getLong(1), room.text());
            if (id != null) {
                known.add(new SearchHits.RoomFilter(id, true));
            }
        }
        SearchHits hits = new SearchHits(
                database.dialect(),
                connection,
                known,
                tags(query, known),
                query.terms(),
                member,
                System.currentTimeMillis());
        SearchHits.Matches page = hits.find(order, limit, start, query.after(), query.before());
        List<SearchResult.FoundMessage> found = new ArrayList<>();
        for (SearchHits.Match match : page.found()) {
            RoomRow room = RoomRow.byId(connection, match.room());
            Entry entry = room == null ? null : EntryRows.at(connection, room, match.offset());
            Logged.Message message = entry == null || entry.isForgotten() ? null : entry.asMessage();
            Marks marks = message == null || message.text() == null ? null : Marks.of(query, message.text());
            boolean isPinned = message != null && message.pinned() != null;
            // no match: changed since it was indexed, or a wordy text without the phrase
            if (marks != null && marks.matches() && query.flags().getOrDefault(Flag.PINNED, isPinned) == isPinned) {
                found.add(new SearchResult.FoundMessage(room.ref().id(), entry, marks.ranges()));
            }
        }
        return new SearchResult(found, page.next() == null ? null : page.next().toString());
    }

    /** Those of the rooms that exist; null if nothing can match. */
    private List<SearchHits.RoomFilter> known(Connection connection, List<SearchQuery.RoomFilter> rooms)
            throws SQLException {
        List<SearchHits.RoomFilter> known = new ArrayList<>();
        for (SearchQuery.RoomFilter room : rooms) {
            Long id = Sql.one(
                    connection,
                    ROOM,
                    row -> row.getLong(1),
                    database.room(room.room()).id().text());
            if (id != null) {
                known.add(new SearchHits.RoomFilter(id, room.excluded()));
            } else if (!room.excluded()) {
                return null;
            }
        }
        return known;
    }

    /** The other tags to search for. */
    private static List<Term> tags(SearchQuery query, List<SearchHits.RoomFilter> rooms) {
        List<Term> tags = new ArrayList<>();
        query.from()
                .forEach(name -> tags.add(new Term(
                        name.words().stream().map(word -> IndexWords.BY + word).toList(),
                        name.prefix(),
                        name.excluded())));
        query.flags().forEach((flag, wanted) -> tags.add(IndexWords.tag(flag.word(), !wanted)));
        if (rooms.stream().allMatch(SearchHits.RoomFilter::excluded)
                && tags.stream().allMatch(Term::excluded)
                && query.terms().stream().allMatch(Term::excluded)) {
            tags.add(IndexWords.tag(IndexWords.ALL, false));
        }
        return tags;
    }
}

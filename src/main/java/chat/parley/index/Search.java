package chat.parley.index;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.log.EntryRows;
import chat.parley.log.Page;
import chat.parley.log.RoomName;
import chat.parley.log.RoomRow;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds messages in all the rooms that everybody may read. Searches run one at a time, on one of the lanes for reading, and whatever else waits for that lane comes between them; how many wait is
 * bounded, as is the time that one takes. What was said is found a moment later ({@link Indexer}). Safe for many threads; no method blocks.
 */
public final class Search {
    /** The most hits at a time. */
    public static final int MOST = 50;
    private static final int MOST_WAITING = 200;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String LANE = "search";

    /** What comes first. */
    public enum Order { NEWEST, BEST }

    private final Database database;
    private final Reads reads;
    private final AtomicInteger waiting = new AtomicInteger();

    public Search(StoreLanes store) {
        this.database = store.database();
        this.reads = store.reads();
    }

    /**
     * Finds the messages that meet the query. Best first, it goes through no more than {@link SearchHits#RANKED 1 000} of them, and the newest few thousand take part.
     *
     * @param limit 1 to {@link #MOST}
     * @param cursor of the hits before these, by the same query and order; null for the first ones
     * @return fails with {@link Refusal}: {@link ErrorCode#INVALID} where limit, cursor or the name of a room cannot be so, {@link ErrorCode#BUSY} where it took too long or too many search,
     *         {@link ErrorCode#UNAVAILABLE} where the store is in trouble
     */
    public CompletionStage<Found> find(SearchQuery query, Order order, int limit, String cursor) {
        SearchCursor start;
        List<SearchQuery.InRoom> rooms;
        try {
            if (limit < 1 || limit > MOST) {
                throw new Refusal(ErrorCode.INVALID, "limit must be 1 to " + MOST);
            }
            start = cursor == null ? null : SearchCursor.parse(cursor, order);
            rooms = query.in().stream().map(in -> new SearchQuery.InRoom(RoomName.of(in.room()), in.excluded())).toList();
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(new Refusal(ErrorCode.BUSY, "More is searched than the store can find; try again in a moment", PAUSE));
        }
        return reads.readSlowly(LANE, connection -> TimeLimit.within(LIMIT, database, connection, within -> find(within, query, rooms, order, limit, start)))
                .whenComplete((found, failure) -> waiting.decrementAndGet());
    }

    private Found find(Connection connection, SearchQuery query, List<SearchQuery.InRoom> rooms, Order order, int limit, SearchCursor start) throws SQLException {
        List<Term> tags = tags(connection, query, rooms);
        if (tags == null) {
            return new Found(List.of(), null);
        }
        SearchHits hits = new SearchHits(database.dialect(), connection, tags, query.terms());
        SearchHits.Page page = hits.find(order, limit, start, query.after(), query.before());
        List<Found.Hit> found = new ArrayList<>();
        for (SearchHits.Place place : page.places()) {
            RoomRow room = RoomRow.byId(connection, place.room());
            Entry entry = room == null ? null : EntryRows.at(connection, room, place.offset());
            String text = entry == null || entry.isForgotten() ? null : entry.asMessage().text();
            Marks marks = text == null ? null : Marks.of(query, text);
            if (marks != null && marks.met()) { // else it was changed since it was indexed, or the index could not tell
                found.add(new Found.Hit(entry, marks.ranges()));
            }
        }
        return new Found(found, page.next() == null ? null : page.next().toString());
    }

    /** Null where a room does not exist: then nothing is in it. */
    private List<Term> tags(Connection connection, SearchQuery query, List<SearchQuery.InRoom> rooms) throws SQLException {
        List<Term> tags = new ArrayList<>();
        for (SearchQuery.InRoom room : rooms) {
            Long id = Sql.one(connection, "SELECT id FROM room WHERE folded = ?", row -> row.getLong(1), database.key(room.room()));
            if (id != null) {
                tags.add(tag(IndexWords.IN + id, room.excluded()));
            } else if (!room.excluded()) {
                return null;
            }
        }
        query.from().forEach(name -> tags.add(new Term(name.words().stream().map(word -> IndexWords.BY + word).toList(), name.prefix(), name.excluded())));
        if (query.link() != null) {
            tags.add(tag(IndexWords.LINK, !query.link()));
        }
        if (tags.stream().allMatch(Term::excluded) && query.terms().stream().allMatch(Term::excluded)) {
            tags.add(tag(IndexWords.ALL, false));
        }
        return tags;
    }

    private static Term tag(String tag, boolean excluded) {
        return new Term(List.of(tag), false, excluded);
    }
}

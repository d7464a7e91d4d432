package chat.parley.index;

import chat.parley.log.StandingRows;
import chat.parley.search.Term;
import chat.parley.store.Dialect;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Queries the database's index. */
final class SearchHits {
    /** Maximum number of hits in the order of rank. */
    static final int RANKED = 1_000;
    /** Only this many of the newest matches are ranked: ranking a match costs more than finding it. */
    private static final long WEIGHED = 5_000;
    /** The access check. As a join, PostgreSQL might start with the rooms. */
    private static final String READABLE = String.format(StandingRows.READABLE, "search.room", "search.\"offset\"");

    /** Words with fewer messages than this are rare. */
    private static final int FEW = 200;

    private static final String NEWEST_IN_FILE =
            "SELECT search.id, search.room, search.\"offset\" FROM search_words CROSS JOIN search ON search.id = search_words.rowid "
                    + "WHERE search_words MATCH ? AND search_words.rowid >= ? AND search_words.rowid < ? AND "
                    + READABLE + " ORDER BY search_words.rowid DESC LIMIT ?";
    private static final String BEST_IN_FILE = "SELECT id, room, place FROM ("
            + NEWEST_IN_FILE.replaceFirst(
                    "search.\"offset\"", "search.\"offset\" AS place, bm25(search_words, 1.0, 0.0) AS weight")
            + ") ORDER BY weight, id DESC LIMIT ? OFFSET ?";
    private static final String COUNT_FEW =
            "SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT " + FEW + ")";
    private static final String NEWEST_ON_SERVER = "SELECT search.id, search.room, search.\"offset\" FROM search "
            + "WHERE search.words @@ CAST(? AS tsquery) AND search.id >= ? AND search.id < ? AND " + READABLE
            + " ORDER BY search.id DESC LIMIT ?";
    private static final String BEST_ON_SERVER = "SELECT id, room, place FROM ("
            + NEWEST_ON_SERVER.replaceFirst("search.\"offset\"", "search.\"offset\" AS place, search.words")
            + ") AS newest ORDER BY ts_rank_cd(words, CAST(? AS tsquery), 1) DESC, id DESC LIMIT ? OFFSET ?";

    /** The place of a message. */
    record Match(long id, long room, long offset) {
        static Match read(ResultSet row) throws SQLException {
            return new Match(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** @param next null on the last page */
    record Matches(List<Match> found, SearchCursor next) {}

    private final Dialect dialect;
    private final Connection connection;
    private final List<RoomFilter> rooms;
    private final List<Term> tags;
    private final List<Term> words;
    private final String member;
    private final long now;

    /** @param room the number of the room's row */
    record RoomFilter(long room, boolean excluded) {
        Term tag() {
            return IndexWords.tag(IndexWords.IN + room, excluded);
        }
    }

    /**
     * @param tags must contain a term that is not excluded, unless {@code rooms} or {@code words} do
     * @param member the id of the member who asks; null for nobody
     * @param now milliseconds since 1970
     */
    SearchHits(
            Dialect dialect,
            Connection connection,
            List<RoomFilter> rooms,
            List<Term> tags,
            List<Term> words,
            String member,
            long now) {
        this.dialect = dialect;
        this.connection = connection;
        this.rooms = rooms;
        this.tags = tags;
        this.words = words;
        this.member = member == null ? "" : member;
        this.now = now;
    }

    /** The search by tags and words, those of the rooms included. */
    private List<Term> allTags() {
        return Stream.concat(rooms.stream().map(RoomFilter::tag), tags.stream()).toList();
    }

    /**
     * Whether to look for the words first and to check the room of the few messages found: in SQLite's index, a step in
     * the list of a room's messages costs more, the longer the list is.
     */
    private boolean areWordsRare() throws SQLException {
        return rooms.size() == 1
                && words.stream().anyMatch(term -> !term.excluded())
                && Sql.one(connection, COUNT_FEW, row -> row.getInt(1), IndexWords.match(tags, words)) < FEW;
    }

    /** Runs a query of the file's index. @param more the parameters after those of {@link #READABLE} */
    private List<Match> inFile(String query, long first, long end, Object... more) throws SQLException {
        boolean rare = areWordsRare();
        List<Object> parameters = new ArrayList<>();
        parameters.add(IndexWords.match(rare ? tags : allTags(), words));
        parameters.add(first);
        parameters.add(end);
        String condition = "";
        if (rare) {
            RoomFilter only = rooms.get(0);
            condition = "search.room " + (only.excluded() ? "<>" : "=") + " ? AND ";
            parameters.add(only.room());
        }
        parameters.add(now);
        parameters.add(member);
        parameters.addAll(List.of(more));
        return Sql.all(connection, query.replace(READABLE, condition + READABLE), Match::read, parameters.toArray());
    }

    /** @param start null for the first page */
    Matches find(SearchOrder order, int limit, SearchCursor start, Instant after, Instant before) throws SQLException {
        long first = after == null ? 0 : SearchRows.first(after.toEpochMilli());
        long beyond = before == null ? Long.MAX_VALUE : SearchRows.first(before.toEpochMilli());
        return order == SearchOrder.NEWEST
                ? newest(limit, first, start == null ? beyond : Math.min(beyond, start.end()))
                : best(limit, first, beyond, start != null ? start : new SearchCursor(Long.MAX_VALUE, 0));
    }

    private Matches newest(int limit, long first, long end) throws SQLException {
        List<Match> found = dialect == Dialect.SQLITE
                ? inFile(NEWEST_IN_FILE, first, end, limit + 1L)
                : Sql.all(
                        connection,
                        NEWEST_ON_SERVER,
                        Match::read,
                        IndexWords.query(allTags(), words),
                        first,
                        end,
                        now,
                        member,
                        limit + 1L);
        return found.size() <= limit
                ? new Matches(found, null)
                : new Matches(
                        found.subList(0, limit),
                        new SearchCursor(found.get(limit - 1).id(), 0));
    }

    private Matches best(int limit, long first, long beyond, SearchCursor start) throws SQLException {
        long end = Math.min(beyond, start.end());
        int most = Math.min(limit, RANKED - start.skip());
        if (most <= 0) {
            return new Matches(List.of(), null);
        }
        List<Match> found = dialect == Dialect.SQLITE
                ? inFile(BEST_IN_FILE, first, end, WEIGHED, most + 1L, (long) start.skip())
                : Sql.all(
                        connection,
                        BEST_ON_SERVER,
                        Match::read,
                        IndexWords.query(allTags(), words),
                        first,
                        end,
                        now,
                        member,
                        WEIGHED,
                        IndexWords.ranking(words),
                        most + 1L,
                        (long) start.skip());
        int given = start.skip() + most;
        return found.size() <= most
                ? new Matches(found, null)
                : new Matches(
                        found.subList(0, most),
                        given >= RANKED ? null : new SearchCursor(bound(start, first, end), given));
    }

    /** The end of all pages: that of the matches at the start, and so nothing about other messages. */
    private long bound(SearchCursor start, long first, long end) throws SQLException {
        return start.skip() > 0
                ? start.end()
                : newest(1, first, end).found().stream()
                                .mapToLong(Match::id)
                                .findFirst()
                                .orElse(end - 1) // deleted just now
                        + 1;
    }
}

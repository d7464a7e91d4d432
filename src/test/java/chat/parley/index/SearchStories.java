package chat.parley.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.RoomRef;
import chat.parley.log.Draft;
import chat.parley.log.LogBench;
import chat.parley.log.Retention;
import chat.parley.search.QueryParser;
import chat.parley.search.SearchQuery;
import chat.parley.store.Sql;
import chat.parley.store.TimeLimit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searching; the same for both databases. */
abstract class SearchStories {
    static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    static final Duration INDEXED = Duration.ofSeconds(2);

    LogBench bench;

    /** Opens the existing store, if any. */
    abstract LogBench open();

    @BeforeEach
    void opened() {
        bench = open();
    }

    @AfterEach
    void closed() {
        bench.close();
    }

    private void reopen() {
        bench.close();
        bench = open();
    }

    private SearchResult find(String query, SearchOrder order, int limit, String cursor) {
        CompletionStage<SearchResult> found =
                bench.whole.search().find(QueryParser.parse(query), order, limit, cursor, null, Set.of());
        bench.run();
        return found.toCompletableFuture().join();
    }

    List<String> find(String query) {
        return find(query, SearchOrder.NEWEST, 50, null).hits().stream()
                .map(Corpus::marked)
                .toList();
    }

    void say(String... texts) {
        for (String text : texts) {
            bench.append(LogBench.MIRA, text, null);
            bench.pass(Duration.ofMillis(1));
        }
        bench.pass(INDEXED);
    }

    @Test
    void theCorpusIsFoundAsExpected() throws IOException {
        Corpus corpus = Corpus.read();
        for (Corpus.Said said : corpus.said()) {
            bench.passUntil(said.at());
            bench.log.append(
                    new Draft(LogBench.room(said.room()), said.author(), new Body.Said(said.text(), null), null));
            bench.run();
        }
        bench.pass(INDEXED);
        List<String> wrong = new ArrayList<>();
        for (Corpus.Case wanted : corpus.cases()) {
            try {
                List<String> found = find(wanted.query());
                if (wanted.refusal() != null || !found.equals(sameMomentInAnyOrder(wanted.found(), found))) {
                    wrong.add(wanted.query() + ": " + found + " instead of " + wanted);
                }
                List<String> best = find(wanted.query(), SearchOrder.BEST, 50, null).hits().stream()
                        .map(Corpus::marked)
                        .sorted()
                        .toList();
                if (!best.equals(found.stream().sorted().toList())) {
                    wrong.add(wanted.query() + ": best first it finds something else: " + best);
                }
            } catch (Refusal e) {
                if (!e.getMessage().equals(wanted.refusal()) || e.code() != ErrorCode.INVALID) {
                    wrong.add(wanted.query() + ": " + e.getMessage());
                }
            }
        }
        assertTrue(corpus.cases().size() > 70);
        assertEquals("", String.join("\n", wrong));
    }

    /** Messages of the same moment in different rooms have no defined order. */
    private static List<String> sameMomentInAnyOrder(List<String> wanted, List<String> found) {
        return new HashSet<>(wanted).equals(new HashSet<>(found)) && wanted.size() == found.size() ? found : wanted;
    }

    @Test
    void newestFirstOrdersByTimeAcrossRooms() {
        for (int i = 0; i < 20; i++) {
            bench.log.append(
                    new Draft(LogBench.room("room" + i % 3), LogBench.MIRA, new Body.Said("word " + i, null), null));
            bench.pass(Duration.ofMillis(1));
        }
        bench.pass(INDEXED);
        assertEquals(
                IntStream.range(0, 20).mapToObj(i -> "[[word]] " + (19 - i)).toList(), find("word"));
    }

    /** SQLite looks for rare words in another way. */
    @Test
    void rareAndFrequentWordsAreFoundInTheRoomThatIsAskedFor() {
        for (int i = 0; i < 500; i++) {
            String text = "frequent " + i + (i % 100 < 2 ? " rare" : "");
            bench.log.append(new Draft(LogBench.room("room" + i % 2), LogBench.MIRA, new Body.Said(text, null), null));
            bench.run();
        }
        bench.pass(INDEXED);
        for (SearchOrder order : SearchOrder.values()) {
            for (String in : List.of("in:room1", "-in:room0", "in:room1 -in:room0")) {
                assertEquals(5, find("rare " + in, order, 50, null).hits().size(), in);
                assertEquals(245, walk("frequent -rare " + in, order, false).size(), in);
            }
        }
        assertEquals(
                List.of("frequent 401 [[rare]]", "frequent 301 [[rare]]"),
                find("rare in:room1").subList(0, 2));
        assertEquals(List.of(), find("rare in:room1 in:room0"));
    }

    @Test
    void bestFirstPrefersDenseWordsInBothDatabases() {
        say(
                "a deploy that is mentioned once in the middle of a long text about something else altogether, such as the weather",
                "deploy deploy deploy",
                "nothing of the kind");
        assertEquals(
                "deploy deploy deploy",
                find("deploy", SearchOrder.BEST, 1, null)
                        .hits()
                        .get(0)
                        .entry()
                        .asMessage()
                        .text());
    }

    @Test
    void pagesGoThroughAllHitsOnceInBothOrders() {
        say(IntStream.range(0, 47).mapToObj(i -> "hit ".repeat(1 + i % 5) + i).toArray(String[]::new));
        bench.log.append(new Draft(
                LogBench.room("elsewhere"), LogBench.JONAS, new Body.Said("a hit in another room", null), null));
        bench.pass(INDEXED);
        List<String> newest = walk("hit", SearchOrder.NEWEST, false);
        assertEquals(48, newest.size());
        assertEquals(48, new HashSet<>(newest).size());
        List<String> best = walk("hit", SearchOrder.BEST, false);
        assertEquals(48, best.size());
        assertEquals(new HashSet<>(newest), new HashSet<>(best));
    }

    @Test
    void newMessagesDoNotShiftPages() {
        say(IntStream.range(0, 30).mapToObj(i -> "hit ".repeat(1 + i % 5) + i).toArray(String[]::new));
        for (SearchOrder order : SearchOrder.values()) {
            List<String> seen = walk("hit", order, true).stream()
                    .filter(text -> !text.contains("late"))
                    .toList();
            assertEquals(30, new HashSet<>(seen).size());
            assertEquals(30, seen.size());
        }
    }

    private List<String> walk(String query, SearchOrder order, boolean talk) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            SearchResult page = find(query, order, 7, cursor);
            page.hits().forEach(hit -> seen.add(hit.entry().asMessage().text()));
            cursor = page.cursor();
            if (talk && seen.size() < 20) {
                say("hit hit late " + order + seen.size());
            }
        } while (cursor != null);
        return seen;
    }

    @Test
    void aForgedCursorIsRefused() {
        say("hit one", "hit two");
        String newest = find("hit", SearchOrder.NEWEST, 1, null).cursor();
        String best = find("hit", SearchOrder.BEST, 1, null).cursor();
        for (String forged : List.of(
                "", "-", best, "zzzzzzzzzzzzz", "-1", "1-1", "' OR 1=1 --", "\0", newest + " ", "x".repeat(10_000))) {
            assertEquals(ErrorCode.INVALID, refusal(SearchOrder.NEWEST, 10, forged), forged);
        }
        for (String forged : List.of("", "1", newest, "1-", "1-99999", "-5", "zzzzzzzzzzzzz-1", "１-1")) {
            assertEquals(ErrorCode.INVALID, refusal(SearchOrder.BEST, 10, forged), forged);
        }
        assertEquals(ErrorCode.INVALID, refusal(SearchOrder.NEWEST, 0, null));
        assertEquals(ErrorCode.INVALID, refusal(SearchOrder.NEWEST, 51, null));
        assertEquals(List.of(), find("hit", SearchOrder.BEST, 10, "1-9999").hits());
    }

    private ErrorCode refusal(SearchOrder order, int limit, String cursor) {
        CompletionStage<SearchResult> found =
                bench.whole.search().find(QueryParser.parse("hit"), order, limit, cursor, null, Set.of());
        bench.run();
        return LogBench.refusal(found);
    }

    @Test
    void aCursorTellsNothingOfOtherMessages() {
        say("hit one", "hit two", "hit three");
        String before = find("hit", SearchOrder.BEST, 1, null).cursor();
        say("something else");
        assertEquals(before, find("hit", SearchOrder.BEST, 1, null).cursor());
    }

    @Test
    void privateRoomsAreNotSearched() {
        say("the secret word");
        bench.sql("UPDATE room SET kind = 'private' WHERE name = ?", LogBench.ROOM);
        assertEquals(List.of(), find("secret"));
        assertEquals(List.of(), find("in:" + LogBench.ROOM));
        assertEquals(List.of(), find("secret", SearchOrder.BEST, 10, null).hits());
        bench.sql("UPDATE room SET kind = 'public' WHERE name = ?", LogBench.ROOM);
        assertEquals(List.of("the [[secret]] word"), find("secret"));
    }

    @Test
    void trimmedMessagesAreNotFound() {
        say("hit one", "hit two", "hit three");
        bench.trim(new Retention.Rule(1, null));
        assertEquals(List.of("[[hit]] three"), find("hit"));
        assertEquals(
                List.of("[[hit]] three"),
                find("hit", SearchOrder.BEST, 10, null).hits().stream()
                        .map(Corpus::marked)
                        .toList());
        say("hit four");
        assertEquals(List.of("[[hit]] four", "[[hit]] three"), find("hit"));
    }

    @Test
    void messagesTrimmedBeforeIndexingAreNeverFound() {
        IntStream.range(0, 600).forEach(i -> bench.append(LogBench.MIRA, "hit " + i, null));
        bench.run();
        bench.trim(new Retention.Rule(2, null));
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] 599", "[[hit]] 598"), find("hit"));
    }

    @Test
    void anIndexThatIsBehindCatchesUpWhenTheServerStarts() {
        IntStream.range(0, 1_000).forEach(i -> bench.append(LogBench.MIRA, "hit " + i, null));
        bench.log.append(
                new Draft(LogBench.room("elsewhere"), LogBench.JONAS, new Body.Said("hit elsewhere", null), null));
        bench.run(); // no time passes: nothing is indexed
        assertEquals(List.of(), find("hit"));
        reopen();
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] [[999]]"), find("hit 999"));
        assertEquals(List.of("[[hit]] [[0]]"), find("hit 0"));
        assertEquals(List.of("[[hit]] [[elsewhere]]"), find("hit elsewhere"));
    }

    @Test
    void aBusyRoomDoesNotDelayOthers() {
        RoomRef busy = LogBench.room("busy"); // its id precedes the lobby's
        IntStream.range(0, 1_000)
                .mapToObj(i -> new Draft(busy, LogBench.JONAS, new Body.Said("talk " + i, null), null))
                .forEach(bench.log::append);
        bench.append(LogBench.MIRA, "hit", null);
        bench.pass(IndexLane.DELAY.plusMillis(4)); // time for two transactions
        assertEquals(List.of("[[hit]]"), find("hit"));
        bench.pass(INDEXED);
        assertEquals(List.of("[[talk]] [[999]]"), find("talk 999"));
    }

    @Test
    void anIndexLostHalfwayIsRepaired() {
        say("hit one", "hit two");
        bench.sql("UPDATE room SET indexed = 0");
        reopen();
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] two", "[[hit]] one"), find("hit"));
    }

    @Test
    void aRestoredLogIsIndexedAnew() {
        say("hit one", "hit two", "hit three");
        bench.sql("DELETE FROM entry WHERE \"offset\" > 1");
        bench.sql("UPDATE room SET head = 1");
        bench.sql("UPDATE entry SET body = 'a blow'");
        reopen();
        say("hit again");
        assertEquals(List.of("[[hit]] again"), find("hit"));
        assertEquals(List.of("a [[blow]]"), find("blow"));
    }

    @Test
    void aLongTextIsFoundByItsLastWordsAndByAPhrase() {
        say("部署了".repeat(2_000) + "最后的话", "a ".repeat(3_000) + "very last word", "x".repeat(8_000));
        assertEquals(1, find("最后的话").size());
        assertEquals(1, find("\"very last word\"").size());
        assertEquals(1, find("了最").size());
        assertEquals(0, find("话部").size());
        assertEquals(1, find("last -话部").size());
        assertEquals(0, find("部 -了最").size());
        assertEquals(1, find("x".repeat(400) + "*").size());
    }

    @Test
    void authorsWithAnyNameAreFound() {
        bench.log.append(
                new Draft(LogBench.LOBBY, new Member("1", "O'Neill \\ \"Q\" & co"), new Body.Said("hit", null), null));
        bench.log.append(new Draft(
                LogBench.room("it's | \"a\" & (room) \\"), new Member("2", "***"), new Body.Said("hit", null), null));
        bench.pass(INDEXED);
        assertEquals(1, find("from:O'Neill").size());
        assertEquals(1, find("from:\"o'neill q co\"").size());
        assertEquals(1, find("hit from:co").size());
        assertEquals(1, find("hit -from:co").size());
    }

    @Test
    void hostileQueriesAreAnsweredOrRefused() {
        say("nothing \"special\" & 'quoted' \\ here * : ( ) ! | <-> NEAR AND OR NOT", "emoji 🎉 and 部署 and ١٢٣");
        int answered = 0;
        int refused = 0;
        for (String query : HostileQueries.all()) {
            try {
                SearchQuery parsed = QueryParser.parse(query);
                for (SearchOrder order : SearchOrder.values()) {
                    CompletionStage<SearchResult> found =
                            bench.whole.search().find(parsed, order, 5, null, null, Set.of());
                    bench.run();
                    ErrorCode code = LogBench.refusal(found);
                    if (code != null && code != ErrorCode.INVALID) {
                        fail(code + " for " + query);
                    }
                }
                answered++;
            } catch (Refusal e) {
                assertEquals(ErrorCode.INVALID, e.code());
                refused++;
            }
        }
        assertTrue(answered > 300, answered + " were answered");
        assertTrue(refused > 50, refused + " were refused");
        assertEquals(1, find("special").size());
    }

    @Test
    void appendsContinueWhileTheIndexFailsAndItCatchesUp() {
        bench.sql("ALTER TABLE search RENAME TO away");
        say("hit one", "hit two");
        assertEquals(
                2,
                bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries().size());
        assertEquals(ErrorCode.UNAVAILABLE, refusal(SearchOrder.NEWEST, 10, null));
        bench.sql("ALTER TABLE away RENAME TO search");
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] two", "[[hit]] one"), find("hit"));
    }

    @Test
    void historyIsReadBetweenSearches() {
        say("hit one");
        List<String> answers = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            String number = "search " + i;
            bench.whole
                    .search()
                    .find(QueryParser.parse("hit"), SearchOrder.BEST, 1, null, null, Set.of())
                    .thenAccept(found -> answers.add(number));
        }
        bench.log.after(LogBench.LOBBY, 0, 10).thenAccept(page -> answers.add("history"));
        bench.run();
        assertEquals(List.of("search 1", "history", "search 2", "search 3"), answers);
    }

    @Test
    void tooManySearchesAreRefusedWithARetryTime() {
        say("hit one");
        List<CompletionStage<SearchResult>> searches = IntStream.range(0, 201)
                .mapToObj(i -> bench.whole
                        .search()
                        .find(QueryParser.parse("hit"), SearchOrder.NEWEST, 1, null, null, Set.of()))
                .toList();
        assertEquals(ErrorCode.BUSY, LogBench.refusal(searches.get(200)));
        bench.run();
        assertTrue(searches.subList(0, 200).stream()
                .allMatch(search -> bench.result(search).hits().size() == 1));
        assertEquals(List.of("[[hit]] one"), find("hit"));
    }

    @Test
    void aSlowQueryIsCancelledAndItsConnectionStaysUsable() throws SQLException {
        try (Connection reading = bench.database.readConnection()) {
            Refusal refused = assertThrows(
                    Refusal.class,
                    () -> TimeLimit.within(
                            Duration.ofMillis(50),
                            bench.database,
                            reading,
                            connection -> Sql.one(
                                    connection,
                                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i % 1000 + 1 FROM n) SELECT count(*) FROM n",
                                    row -> row.getLong(1))));
            assertEquals(ErrorCode.BUSY, refused.code());
            assertEquals(
                    "seven",
                    TimeLimit.within(
                            Duration.ofSeconds(10),
                            bench.database,
                            reading,
                            connection -> Sql.one(connection, "SELECT 'seven'", row -> row.getString(1))));
            assertEquals("seven", Sql.one(reading, "SELECT 'seven'", row -> row.getString(1)));
            assertTrue(reading.getAutoCommit());
        }
    }

    @Test
    void anEditIsFoundByItsNewTextOnly() {
        say("hit one", "hit two");
        edit(1, "a blow");
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] two"), find("hit"));
        assertEquals(List.of("a [[blow]]"), find("blow"));
        assertEquals(List.of("hit two", "a blow"), find("in:" + LogBench.ROOM));
    }

    @Test
    void anEditNotIndexedYetIsNotFoundByItsOldText() {
        say("hit one");
        edit(1, "a blow");
        assertEquals(List.of(), find("hit"));
    }

    private void edit(long target, String text) {
        bench.append(LogBench.MIRA, new Change.Edit(target, text), null);
        bench.run();
    }

    private void delete(long target) {
        bench.append(LogBench.MIRA, new Change.Deletion(target), null);
        bench.run();
    }

    @Test
    void aDeletedMessageIsNotFoundAndLeavesTheIndexAtOnce() throws SQLException {
        say("hit one", "hit two");
        delete(1);
        assertEquals(List.of("[[hit]] two"), find("hit"));
        try (Connection reading = bench.database.readConnection()) {
            assertEquals(List.of("2"), Sql.all(reading, "SELECT \"offset\" FROM search", row -> row.getString(1)));
        }
        bench.pass(INDEXED);
        bench.sql("UPDATE room SET indexed = 0");
        reopen();
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] two"), find("hit"));
    }

    @Test
    void messagesDeletedBeforeIndexingAreNeverFound() {
        bench.append(LogBench.MIRA, "hit one", null);
        bench.append(LogBench.MIRA, "hit two", null);
        edit(1, "hit three");
        delete(1);
        bench.pass(INDEXED);
        assertEquals(List.of("[[hit]] two"), find("hit"));
    }

    @Test
    void onlyMessagesAreFoundButNotChanges() {
        say("one");
        bench.append(LogBench.JONAS, new Change.Reacting(1, "🎉", true), null);
        bench.append(LogBench.JONAS, new Body.Topic("one party"), null);
        bench.append(LogBench.JONAS, new Body.Said("one answer", 1L), null);
        edit(1, "one 🚀");
        bench.pass(INDEXED);
        assertEquals(List.of("[[one]] answer", "[[one]] 🚀"), find("one"));
        assertEquals(List.of(), find("🎉"));
        assertEquals(List.of(), find("party"));
        assertEquals(List.of("one answer", "one 🚀"), find("in:" + LogBench.ROOM));
        assertEquals(
                1L,
                find("answer", SearchOrder.NEWEST, 1, null)
                        .hits()
                        .get(0)
                        .entry()
                        .asMessage()
                        .replyTo());
        assertEquals(
                5L,
                find("🚀", SearchOrder.NEWEST, 1, null)
                        .hits()
                        .get(0)
                        .entry()
                        .asMessage()
                        .changed());
    }

    @Test
    void pinnedMessagesAreFoundAsTheyAreNow() {
        say("one", "two", "three");
        bench.append(LogBench.JONAS, new Change.Pinning(1, true), null);
        bench.append(LogBench.JONAS, new Change.Pinning(2, true), null);
        bench.pass(INDEXED);
        assertEquals(List.of("two", "one"), find("is:pinned"));
        assertEquals(List.of("three"), find("-is:pinned in:" + LogBench.ROOM));
        edit(1, "one again");
        bench.append(LogBench.JONAS, new Change.Pinning(2, false), null);
        bench.pass(INDEXED);
        assertEquals(List.of("[[one]] again"), find("one is:pinned"));
        bench.append(LogBench.JONAS, new Change.Pinning(1, false), null);
        bench.run();
        assertEquals(List.of(), find("is:pinned"), "before the index knows");
        bench.append(LogBench.JONAS, new Change.Pinning(1, true), null);
        bench.pass(INDEXED);
        delete(1);
        bench.pass(INDEXED);
        assertEquals(List.of(), find("is:pinned"));
    }

    @Test
    void bestFirstEndsAfterAThousandHits() {
        IntStream.range(0, 1_100).forEach(i -> bench.append(LogBench.MIRA, "hit " + i, null));
        bench.run();
        bench.pass(INDEXED);
        String cursor = null;
        int seen = 0;
        do {
            SearchResult page = find("hit", SearchOrder.BEST, 50, cursor);
            seen += page.hits().size();
            cursor = page.cursor();
        } while (cursor != null);
        assertEquals(1_000, seen);
        assertNull(find("hit -nothing 1099", SearchOrder.NEWEST, 1, null).cursor());
    }

    @Test
    void aHitHasTheWholeEntry() {
        Entry said = bench.result(bench.append(LogBench.JONAS, "hit one", "a-ref"));
        bench.pass(INDEXED);
        assertEquals(
                said, find("hit", SearchOrder.NEWEST, 1, null).hits().get(0).entry());
    }
}

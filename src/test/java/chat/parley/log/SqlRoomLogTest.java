package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.index.SearchOrder;
import chat.parley.search.QueryParser;
import chat.parley.store.Database;
import chat.parley.store.PoolSizes;
import chat.parley.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on a SQLite file, in single steps; the model tests cover concurrency. */
class SqlRoomLogTest {
    @TempDir
    Path folder;

    private static Retention.Rule newest(int count) {
        return new Retention.Rule(count, null);
    }

    private static Retention.Rule youngerThan(Duration age) {
        return new Retention.Rule(Long.MAX_VALUE, age);
    }

    @Test
    void offsetsHaveNoHolesAndARepeatedPostGetsTheFirstOne() {
        try (LogBench bench = LogBench.in(folder)) {
            Entry first = bench.say("one", "a");
            assertEquals(first, bench.say("one", "a"));
            Entry second = bench.say("two", "b");
            assertEquals(List.of(1L, 2L), List.of(first.offset(), second.offset()));
            assertEquals(List.of("one", "two"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
        }
    }

    @Test
    void aPostRepeatedWithinABatchUsesNoOffset() {
        try (LogBench bench = LogBench.in(folder)) {
            CompletionStage<Entry> first = bench.append(LogBench.MIRA, "one", "a");
            CompletionStage<Entry> again = bench.append(LogBench.MIRA, "one", "a");
            CompletionStage<Entry> next = bench.append(LogBench.MIRA, "two", "b");
            assertEquals(bench.result(first), bench.result(again));
            assertEquals(2, bench.result(next).offset());
        }
    }

    @Test
    void aRefBelongsToItsAuthorAndItsRoom() {
        try (LogBench bench = LogBench.in(folder)) {
            bench.say("one", "a");
            assertEquals(
                    2,
                    bench.result(bench.append(LogBench.JONAS, "another", "a")).offset());
            assertEquals(
                    1,
                    bench.result(bench.log.append(new Draft(
                                    LogBench.room("elsewhere"), LogBench.MIRA, new Body.Said("a third", null), "a")))
                            .offset());
        }
    }

    @Test
    void theSameRefForAnotherTextIsAConflictWithinABatchToo() {
        try (LogBench bench = LogBench.in(folder)) {
            CompletionStage<Entry> first = bench.append(LogBench.MIRA, "one", "a");
            CompletionStage<Entry> other = bench.append(LogBench.MIRA, "something else", "a");
            CompletionStage<Entry> next = bench.append(LogBench.MIRA, "two", "b");
            assertEquals(1, bench.result(first).offset());
            assertEquals(ErrorCode.CONFLICT, LogBench.refusal(other));
            assertEquals(2, bench.result(next).offset());
            CompletionStage<Entry> late = bench.append(LogBench.MIRA, "something else", "a");
            bench.run();
            assertEquals(ErrorCode.CONFLICT, LogBench.refusal(late));
            assertEquals(List.of("one", "two"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
        }
    }

    @Test
    void postsWithoutARefAreStoredEachTimeAndShowNone() {
        try (LogBench bench = LogBench.in(folder)) {
            assertEquals(1, bench.say("hm", null).offset());
            assertEquals(2, bench.say("hm", null).offset());
            assertTrue(bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries().stream()
                    .allMatch(entry -> entry.ref() == null));
            assertTrue(bench.told.stream().allMatch(entry -> entry.ref() == null));
        }
    }

    @Test
    void onlyTheMessageThatTheStoreRejectsIsRefused() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.sql(
                    "CREATE TRIGGER picky BEFORE INSERT ON entry WHEN NEW.body = 'poison' BEGIN INSERT INTO parley (id, epoch) VALUES ('none', ''); END");
            List<CompletionStage<Entry>> answers = new ArrayList<>();
            for (String text : List.of("one", "two", "poison", "three", "four")) {
                answers.add(bench.append(LogBench.MIRA, text, text));
            }
            bench.run();
            assertEquals(ErrorCode.INVALID, LogBench.refusal(answers.remove(2)));
            assertEquals(
                    List.of(1L, 2L, 3L, 4L),
                    answers.stream()
                            .map(answer -> bench.result(answer).offset())
                            .toList());
            assertEquals(List.of("one", "two", "three", "four"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
        }
    }

    @Test
    void aFullQueueRefusesWithARetryTimeAndStoresNothing() {
        try (LogBench bench = LogBench.in(folder)) {
            List<CompletionStage<Entry>> taken = IntStream.range(0, 4_096)
                    .mapToObj(i -> bench.append(LogBench.MIRA, "text " + i, "r" + i))
                    .toList();
            CompletionStage<Entry> surplus = bench.append(LogBench.MIRA, "too much", "s");
            assertEquals(ErrorCode.BUSY, LogBench.refusal(surplus));
            CompletionException refused = assertThrows(
                    CompletionException.class,
                    () -> surplus.toCompletableFuture().join());
            assertEquals(500, ((Refusal) refused.getCause()).asReplyTo("s").retryAfter());
            bench.run();
            assertTrue(taken.stream().allMatch(answer -> bench.result(answer) != null));
            assertEquals(
                    "text 4095",
                    bench.texts(bench.log.before(LogBench.LOBBY, Long.MAX_VALUE, 1))
                            .get(0));
            assertEquals(
                    4_097,
                    bench.result(bench.append(LogBench.MIRA, "too much", "s")).offset());
        }
    }

    @Test
    void aQueueFullOfCharactersRefusesToo() {
        try (LogBench bench = LogBench.in(folder)) {
            String long8000 = "x".repeat(8_000);
            List<CompletionStage<Entry>> answers = IntStream.range(0, 1_100)
                    .mapToObj(i -> bench.append(LogBench.MIRA, long8000, "r" + i))
                    .toList();
            assertNull(LogBench.refusal(answers.get(1_000)));
            assertEquals(ErrorCode.BUSY, LogBench.refusal(answers.get(1_099)));
        }
    }

    @Test
    void draftsFailWithinSixSecondsWhileTheStoreIsDown() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.down = true;
            CompletionStage<Entry> answer = bench.append(LogBench.MIRA, "one", "a");
            bench.pass(Duration.ofMillis(4_900));
            assertFalse(answer.toCompletableFuture().isDone(), "the store may recover");
            bench.pass(Duration.ofSeconds(1));
            assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(answer));
            bench.down = false;
            bench.pass(Duration.ofSeconds(1));
            assertEquals(List.of(), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
            assertEquals(1, bench.say("one", "a").offset());
        }
    }

    @Test
    void waitingDraftsAreStoredInOrderOnceTheStoreRecovers() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.down = true;
            CompletionStage<Entry> one = bench.append(LogBench.MIRA, "one", "a");
            bench.pass(Duration.ofSeconds(1));
            CompletionStage<Entry> two = bench.append(LogBench.MIRA, "two", "b");
            bench.pass(Duration.ofSeconds(1));
            bench.down = false;
            bench.pass(Duration.ofSeconds(1));
            assertEquals(
                    List.of(1L, 2L),
                    List.of(bench.result(one).offset(), bench.result(two).offset()));
        }
    }

    @Test
    void failingReadsAreUnavailable() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.down = true;
            CompletionStage<Page> page = bench.log.after(LogBench.LOBBY, 0, 10);
            bench.run();
            assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(page));
            bench.down = false;
            assertEquals(List.of(), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
        }
    }

    @Test
    void aCommitWhoseResponseIsLostStoresOneEntry() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.nextCommit(connection -> {
                connection.commit();
                throw new SQLException("the answer is lost", "08007");
            });
            CompletionStage<Entry> named = bench.append(LogBench.MIRA, "one", "a");
            CompletionStage<Entry> nameless = bench.append(LogBench.MIRA, "two", null);
            bench.run();
            assertFalse(named.toCompletableFuture().isDone());
            bench.pass(Duration.ofSeconds(1));
            assertEquals(
                    List.of(1L, 2L),
                    List.of(bench.result(named).offset(), bench.result(nameless).offset()));
            assertEquals(List.of("one", "two"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
            assertEquals(bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries(), bench.told);
        }
    }

    @Test
    void aFailedCommitIsRetried() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.nextCommit(connection -> {
                throw new SQLException("no", "08006");
            });
            CompletionStage<Entry> answer = bench.append(LogBench.MIRA, "one", "a");
            bench.pass(Duration.ofSeconds(1));
            assertEquals(1, bench.result(answer).offset());
            assertEquals(2, bench.say("two", "b").offset());
        }
    }

    @Test
    void aBatchInDoubtIsRetriedBeforeLaterDrafts() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.nextCommit(connection -> {
                throw new SQLException("no", "08006");
            });
            bench.append(LogBench.MIRA, "one", "a");
            bench.run();
            bench.append(LogBench.JONAS, "two", "b");
            bench.pass(Duration.ofSeconds(1));
            assertEquals(List.of("one", "two"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
        }
    }

    @Test
    void anEntryInDoubtIsAnnouncedEvenAfterItTimedOut() {
        try (LogBench bench = LogBench.fragile(folder)) {
            bench.nextCommit(connection -> {
                connection.commit();
                bench.down = true;
                throw new SQLException("the answer is lost", "08007");
            });
            CompletionStage<Entry> answer = bench.append(LogBench.MIRA, "one", "a");
            bench.pass(Duration.ofSeconds(10));
            assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(answer));
            bench.down = false;
            bench.pass(Duration.ofSeconds(1));
            assertEquals(List.of("one"), bench.told.stream().map(LogBench::text).toList());
        }
    }

    @Test
    void trimmingByCountRemovesTheOldestAndReportsTheFloor() {
        try (LogBench bench = LogBench.in(folder)) {
            List<Entry> said = IntStream.rangeClosed(1, 10)
                    .mapToObj(i -> bench.say("text " + i, "r" + i))
                    .toList();
            bench.trim(newest(3));
            Page page = bench.result(bench.log.after(LogBench.LOBBY, 0, 100));
            assertEquals(
                    List.of("text 8", "text 9", "text 10"),
                    page.entries().stream().map(LogBench::text).toList());
            assertEquals(said.get(6).position(), page.floor());
            assertEquals(List.of(page.floor()), bench.floors);
            assertEquals(11, bench.say("text 11", "r11").offset());
        }
    }

    @Test
    void aTrimRunsUntilItIsComplete() {
        try (LogBench bench = LogBench.in(folder)) {
            IntStream.range(0, 1_300).forEach(i -> bench.append(LogBench.MIRA, "text " + i, null));
            bench.run();
            bench.trim(newest(1));
            assertEquals(List.of("text 1299"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 100)));
            assertEquals(1_299, bench.floors.get(bench.floors.size() - 1).offset());
        }
    }

    @Test
    void trimmingByAgeRemovesOldMessages() {
        try (LogBench bench = LogBench.in(folder)) {
            bench.say("old", "a");
            bench.pass(Duration.ofMinutes(5));
            bench.say("young", "b");
            bench.pass(Duration.ofMinutes(6));
            bench.trim(youngerThan(Duration.ofMinutes(10)));
            assertEquals(List.of("young"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 100)));
        }
    }

    @Test
    void trimmingCountsMessagesButNotChanges() {
        try (LogBench bench = LogBench.in(folder)) {
            IntStream.rangeClosed(1, 12).forEach(i -> bench.say("text " + i, "r" + i));
            for (int i = 0; i < 30; i++) {
                bench.append(LogBench.JONAS, new Change.Reacting(1 + i % 12, "+" + i, true), null);
            }
            bench.append(LogBench.MIRA, new Body.Topic("tea"), null);
            bench.run();
            bench.trim(newest(12));
            assertEquals(
                    12,
                    bench.texts(bench.log.messagesAfter(LogBench.LOBBY, 0, 100)).size());
            bench.trim(newest(3));
            assertEquals(
                    List.of("text 10", "text 11", "text 12"),
                    bench.texts(bench.log.messagesAfter(LogBench.LOBBY, 0, 100)));
            bench.say("text 13", "r13");
            bench.trim(newest(3));
            assertEquals(
                    List.of("text 11", "text 12", "text 13"),
                    bench.texts(bench.log.messagesAfter(LogBench.LOBBY, 0, 100)));
            bench.trim(newest(1));
            assertEquals(
                    43,
                    bench.result(bench.log.after(LogBench.LOBBY, 0, 100))
                            .floor()
                            .offset(),
                    "changes before the oldest message go with those before it");
        }
    }

    @Test
    void aClockThatJumpsAheadTrimsNothingFresh() {
        try (LogBench bench = LogBench.in(folder)) {
            bench.say("fresh", "a");
            bench.pass(Duration.ofMinutes(1));
            bench.ahead = Duration.ofDays(1);
            bench.say("said meanwhile", "b");
            bench.trim(youngerThan(Duration.ofMinutes(10)));
            bench.pass(Duration.ofMinutes(8));
            bench.trim(youngerThan(Duration.ofMinutes(10)));
            assertEquals(2, bench.texts(bench.log.after(LogBench.LOBBY, 0, 100)).size());
            bench.pass(Duration.ofMinutes(3));
            bench.trim(youngerThan(Duration.ofMinutes(10)));
            assertEquals(
                    List.of("said meanwhile"),
                    bench.texts(bench.log.after(LogBench.LOBBY, 0, 100)),
                    "old by the time that has passed");
        }
    }

    @Test
    void aClockAheadAtTheStartTrimsNothingFresh() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        try (LogBench bench = LogBench.in(folder, start)) {
            bench.say("fresh", "a");
        }
        try (LogBench bench = LogBench.in(folder, start.plus(Duration.ofDays(1)))) {
            bench.say("said meanwhile", "b");
            bench.pass(Duration.ofMinutes(9));
            bench.trim(youngerThan(Duration.ofMinutes(10)));
            assertEquals(2, bench.texts(bench.log.after(LogBench.LOBBY, 0, 100)).size());
            bench.pass(Duration.ofMinutes(2));
            bench.trim(youngerThan(Duration.ofMinutes(10)));
            assertEquals(List.of("said meanwhile"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 100)));
        }
    }

    @Test
    void aRefIsKeptForADayAfterItsMessageWasTrimmed() {
        try (LogBench bench = LogBench.in(folder)) {
            Entry first = bench.say("one", "a");
            bench.say("two", "b");
            bench.trim(newest(1));
            bench.pass(Duration.ofHours(23));
            bench.trim(newest(1));
            assertEquals(first.position(), bench.say("one", "a").position());
            bench.pass(Duration.ofHours(2));
            bench.trim(newest(1));
            assertEquals(3, bench.say("one", "a").offset(), "the ref is forgotten");
        }
    }

    @Test
    void aRepeatedPostOfATrimmedMessageIsNotAnnounced() {
        try (LogBench bench = LogBench.in(folder)) {
            bench.say("one", "a");
            bench.say("two", "b");
            bench.trim(newest(1));
            bench.told.clear();
            assertEquals(1, bench.say("one", "a").offset());
            assertEquals(List.of(), bench.told);
        }
    }

    @Test
    void aDirectoryServesOneProcessAtATime() {
        try (LogBench bench = LogBench.in(folder)) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> Database.sqlite(folder, new PoolSizes(1, 2), Thread::new));
            assertEquals(
                    "Another Parley in this server is using "
                            + folder.toAbsolutePath().normalize() + "; stop it first",
                    refused.getMessage());
            assertEquals(1, bench.say("undisturbed", "a").offset());
        }
        Database.sqlite(folder, new PoolSizes(1, 2), Thread::new).close();
    }

    @Test
    void aReopenedLogHasEverything() {
        Entry first;
        Entry second;
        try (LogBench bench = LogBench.in(folder)) {
            first = bench.say("one", "a");
            second = bench.say("two", null);
        }
        try (LogBench bench = LogBench.in(folder, Instant.parse("2026-01-02T00:00:00Z"))) {
            Page page = bench.result(bench.log.before(LogBench.LOBBY, Long.MAX_VALUE, 10));
            assertEquals(List.of(first, second), page.entries());
            assertEquals(second.position(), page.head());
            assertEquals(first, bench.say("one", "a"));
            assertEquals(
                    first.position().epoch(), bench.say("three", "c").position().epoch());
            assertEquals(Optional.of(first.position()), bench.result(bench.log.position(LogBench.LOBBY, 1)));
        }
    }

    @Test
    void aPositionIdentifiesItsLogAndItsEntry(@TempDir Path other) {
        try (LogBench bench = LogBench.in(folder);
                LogBench stranger = LogBench.in(other)) {
            Position here = bench.say("one", "a").position();
            Position there = stranger.say("one", "a").position();
            assertNotEquals(here.epoch(), there.epoch());
            assertNotEquals(here.tag(), bench.say("two", "b").position().tag());
            assertEquals(Optional.of(here), bench.result(bench.log.position(LogBench.LOBBY, 1)));
            assertEquals(Optional.empty(), bench.result(bench.log.position(LogBench.LOBBY, 3)));
            assertEquals(Optional.empty(), bench.result(bench.log.position(LogBench.room("elsewhere"), 1)));
        }
    }

    @Test
    void pagesEndAtTheLogsEnds() {
        try (LogBench bench = LogBench.in(folder)) {
            IntStream.rangeClosed(1, 5).forEach(i -> bench.say("text " + i, null));
            assertEquals(List.of("text 1", "text 2"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 2)));
            assertEquals(List.of("text 5"), bench.texts(bench.log.after(LogBench.LOBBY, 4, 2)));
            assertEquals(List.of(), bench.texts(bench.log.after(LogBench.LOBBY, 5, 2)));
            assertEquals(List.of(), bench.texts(bench.log.after(LogBench.LOBBY, 99, 2)));
            assertEquals(List.of("text 4", "text 5"), bench.texts(bench.log.before(LogBench.LOBBY, Long.MAX_VALUE, 2)));
            assertEquals(List.of("text 1"), bench.texts(bench.log.before(LogBench.LOBBY, 2, 2)));
            assertEquals(List.of(), bench.texts(bench.log.before(LogBench.LOBBY, 1, 2)));
            bench.trim(newest(2));
            assertEquals(List.of("text 4"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 1)));
            assertEquals(List.of(), bench.texts(bench.log.before(LogBench.LOBBY, 4, 2)));
        }
    }

    /** Whatever waits for the store finds its room, even if the room's name changes first. */
    @Test
    void aWaitingChangeReachesItsRoomUnderAnotherName() {
        try (LogBench bench = LogBench.in(folder)) {
            bench.say("one", "a");
            CompletionStage<Entry> draft = bench.append(LogBench.MIRA, "two", "b");
            CompletionStage<Void> member = bench.whole.memberships().enter(LogBench.LOBBY, LogBench.MIRA);
            bench.sql("UPDATE room SET name = 'Grand Hall', folded = 'grand hall'");
            assertEquals(2, bench.result(draft).offset());
            assertEquals("Grand Hall", bench.result(draft).room());
            bench.result(member);
            assertEquals(
                    List.of("Grand Hall"),
                    bench.result(bench.whole.memberships().roomsOf(LogBench.MIRA, 9)).stream()
                            .map(mine -> mine.room().room())
                            .toList());
            bench.pass(Duration.ofSeconds(1));
            assertEquals(
                    1,
                    bench.result(bench.whole
                                    .search()
                                    .find(
                                            QueryParser.parse("two in:lobby"),
                                            SearchOrder.NEWEST,
                                            9,
                                            null,
                                            null,
                                            Set.of()))
                            .hits()
                            .size(),
                    "the index follows the room");
            bench.trim(newest(1));
            assertEquals(List.of("two"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 9)));
            assertEquals(
                    1, bench.result(bench.whole.memberships().rooms(null, 9)).size(), "no second room appeared");
        }
    }

    @Test
    void anUnknownRoomIsAnEmptyOne() {
        try (LogBench bench = LogBench.in(folder)) {
            Page page = bench.result(bench.log.before(LogBench.room("nowhere"), Long.MAX_VALUE, 10));
            assertNotNull(page);
            assertEquals(List.of(), page.entries());
            assertEquals(Position.start(page.head().epoch()), page.head());
            assertEquals(page.head(), page.floor());
            assertEquals(page.head().epoch(), bench.say("one", "a").position().epoch());
        }
    }
}

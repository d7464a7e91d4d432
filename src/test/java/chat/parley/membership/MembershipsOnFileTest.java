package chat.parley.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.log.LogBench;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Memberships in a SQLite file, including failures. */
@Order(1) // slow, so it starts early
class MembershipsOnFileTest extends MembershipStories {
    private static final int MOST = 20_000;
    private static final int STORIES = 100;
    private static final int STEPS = 40;
    private static final int COMMITS_OF_A_CROWD = 4;

    private int commits;

    @Override
    LogBench open() {
        return LogBench.fragile(files);
    }

    private void countCommits() {
        commits = 0;
        bench.nextCommit(this::count);
    }

    private void count(Connection connection) throws SQLException {
        commits++;
        bench.nextCommit(this::count);
        connection.commit();
    }

    /** From now on, every commit fails. */
    private void failCommits() {
        bench.nextCommit(this::fail);
    }

    private void fail(Connection connection) throws SQLException {
        bench.nextCommit(this::fail);
        throw new SQLException("full", "53100");
    }

    /** Otherwise each room would cost its whole log, up to the bound. */
    @Test
    void unreadMessagesAreReadBackwardsUntilTheLimit() {
        String plan = bench.plan(Unread.IN_ROOM);
        assertTrue(plan.startsWith("CO-ROUTINE e\nSEARCH entry USING PRIMARY KEY (room=? AND offset>?)"), plan);
        assertFalse(plan.contains("ORDER BY"), plan); // it would sort all entries first
    }

    @Test
    void membersAreNotCountedForAList() {
        String plan = bench.plan("SELECT " + MemberCounts.OF_ROOM + " FROM room");
        assertTrue(plan.contains("SEARCH member_count USING INTEGER PRIMARY KEY"), plan);
    }

    @Test
    void aCrowdCostsFewCommitsAndNoneToRejoin() {
        countCommits();
        List<CompletionStage<Void>> entries = crowd().stream()
                .map(member -> memberships.enter(LogBench.LOBBY, member))
                .toList();
        entries.forEach(this::assertStored);
        assertEquals(COMMITS_OF_A_CROWD, commits);
        List<CompletionStage<Void>> again = crowd().stream()
                .map(member -> memberships.enter(LogBench.LOBBY, member))
                .toList();
        again.forEach(this::assertStored);
        assertEquals(COMMITS_OF_A_CROWD, commits);
    }

    @Test
    void aFailingChangeIsRefusedInTimeAndStoredWhenRepeated() {
        assertStored(memberships.enter(LogBench.room("known"), LogBench.MIRA));
        bench.down = true;
        List<CompletionStage<?>> changes = List.of(
                memberships.leave(LogBench.room("known"), LogBench.MIRA),
                memberships.enter(LogBench.room("new"), LogBench.MIRA),
                memberships.markRead(LogBench.room("known"), LogBench.JONAS, 1));
        bench.pass(Duration.ofSeconds(6));
        changes.forEach(change -> assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(change)));
        bench.down = false;
        bench.pass(Duration.ofSeconds(1));
        assertEquals(List.of("known"), roomsOf(LogBench.MIRA));
        assertStored(memberships.leave(LogBench.room("known"), LogBench.MIRA));
        assertStored(memberships.enter(LogBench.room("new"), LogBench.MIRA));
        assertEquals(List.of("new"), roomsOf(LogBench.MIRA));
    }

    @Test
    void aPermanentFailureIsRefusedAtOnce() {
        bench.sql("CREATE TRIGGER full BEFORE INSERT ON membership BEGIN SELECT RAISE(ABORT, 'full'); END");
        CompletionStage<Void> entry = memberships.enter(LogBench.room("new"), LogBench.MIRA);
        bench.run();
        assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(entry));
        bench.sql("DROP TRIGGER full");
        assertStored(memberships.enter(LogBench.room("new"), LogBench.MIRA));
        assertEquals(List.of("new"), roomsOf(LogBench.MIRA));
    }

    @Test
    void nothingIsAnsweredBeforeItsCommit() {
        List<CompletionStage<Void>> asked = new ArrayList<>();
        bench.nextCommit(connection -> {
            asked.forEach(change -> assertFalse(change.toCompletableFuture().isDone()));
            count(connection);
        });
        asked.add(memberships.enter(LogBench.room("one"), LogBench.MIRA));
        asked.add(memberships.leave(LogBench.room("two"), LogBench.MIRA));
        asked.forEach(this::assertStored);
        assertTrue(commits > 0);
    }

    @Test
    void membersRejoinWhileNothingCanBeStored() {
        assertStored(memberships.enter(LogBench.room("known"), LogBench.MIRA));
        failCommits();
        List<CompletionStage<?>> stuck = List.of(
                memberships.enter(LogBench.room("new"), LogBench.MIRA),
                memberships.markRead(LogBench.room("known"), LogBench.MIRA, 0));
        bench.run();
        assertStored(memberships.enter(LogBench.room("known"), LogBench.MIRA));
        stuck.forEach(change -> assertFalse(change.toCompletableFuture().isDone()));
    }

    @Test
    void aChangeInDoubtIsRetriedBeforeLaterOnes() {
        assertStored(memberships.enter(LogBench.room("known"), LogBench.MIRA));
        failCommits();
        CompletionStage<Void> left = memberships.leave(LogBench.room("known"), LogBench.MIRA);
        bench.pass(Duration.ofSeconds(6));
        assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(left));
        CompletionStage<Void> entered = memberships.enter(LogBench.room("known"), LogBench.MIRA);
        bench.run();
        assertFalse(entered.toCompletableFuture().isDone(), "the leave may still come");
        countCommits();
        bench.pass(Duration.ofSeconds(1));
        assertStored(entered);
        assertEquals(List.of("known"), roomsOf(LogBench.MIRA));
    }

    @Test
    void aCommitWhoseResponseIsLostIsAcknowledged() {
        bench.nextCommit(MembershipsOnFileTest::lose);
        CompletionStage<Void> entered = memberships.enter(LogBench.room("new"), LogBench.MIRA);
        bench.pass(Duration.ofSeconds(1));
        assertStored(entered);
        assertEquals(List.of("new"), roomsOf(LogBench.MIRA));
    }

    @Test
    void aFullQueueRefuses() {
        List<CompletionStage<Void>> taken = IntStream.range(0, MOST)
                .mapToObj(i -> memberships.leave(LogBench.room("room " + i % 7), new Member("member-" + i, "Mira")))
                .toList();
        assertEquals(ErrorCode.BUSY, LogBench.refusal(memberships.leave(LogBench.room("lobby"), LogBench.MIRA)));
        assertEquals(ErrorCode.BUSY, LogBench.refusal(memberships.enter(LogBench.room("lobby"), LogBench.MIRA)));
        taken.forEach(this::assertStored);
        assertStored(memberships.enter(LogBench.room("lobby"), LogBench.MIRA));
    }

    @Test
    void theLastAcknowledgedChangeIsStoredDespiteFailures() {
        for (int seed = 0; seed < STORIES; seed++) {
            Story story = new Story(seed);
            for (int step = 0; step < STEPS; step++) {
                story.step();
                story.check();
            }
            story.end();
        }
    }

    /** One member joins and leaves while commits fail, responses get lost and the store is away. */
    private final class Story {
        private final String room;
        private final Random random;
        /** For each change, in order: whether it is a join, and its answer. */
        private final List<Boolean> asked = new ArrayList<>();

        private final List<CompletionStage<Void>> answers = new ArrayList<>();

        Story(int seed) {
            room = "room " + seed;
            random = new Random(seed);
        }

        void step() {
            switch (random.nextInt(6)) {
                case 0, 1 -> ask(random.nextBoolean());
                case 2 ->
                    bench.nextCommit(
                            random.nextBoolean() ? MembershipsOnFileTest::lose : MembershipsOnFileTest::refuse);
                case 3 -> bench.down = random.nextInt(3) == 0;
                case 4 -> bench.run();
                default -> bench.pass(Duration.ofMillis(random.nextInt(3_000)));
            }
        }

        private void ask(boolean enters) {
            asked.add(enters);
            answers.add(
                    enters
                            ? memberships.enter(LogBench.room(room), LogBench.MIRA)
                            : memberships.leave(LogBench.room(room), LogBench.MIRA));
        }

        /** The store must match the last acknowledged change, or a later one whose outcome is unknown. */
        void check() {
            int acknowledged = IntStream.range(0, asked.size())
                    .filter(this::isAcknowledged)
                    .max()
                    .orElse(-1);
            Set<Boolean> possible = new HashSet<>(asked.subList(acknowledged + 1, asked.size()));
            possible.add(acknowledged >= 0 && asked.get(acknowledged));
            assertTrue(possible.contains(isStored()), () -> room + ": " + asked + " " + answers);
            assertTrue(
                    IntStream.range(0, acknowledged)
                            .allMatch(i -> answers.get(i).toCompletableFuture().isDone()),
                    "answered out of order");
        }

        private boolean isAcknowledged(int change) {
            CompletableFuture<Void> answer = answers.get(change).toCompletableFuture();
            return answer.isDone() && !answer.isCompletedExceptionally();
        }

        private boolean isStored() {
            boolean down = bench.down;
            bench.down = false;
            try (Connection connection = bench.database.readConnection()) {
                return MembershipRows.names(
                                        connection,
                                        bench.database,
                                        List.of(new MembershipRows.Key(
                                                LogBench.MIRA.id(),
                                                LogBench.room(room).id())))
                                .size()
                        == 1;
            } catch (SQLException e) {
                throw new AssertionError(e);
            } finally {
                bench.down = down;
            }
        }

        /** Ends all failures. */
        void end() {
            bench.down = false;
            bench.nextCommit(Connection::commit);
            bench.pass(Duration.ofSeconds(6));
            assertTrue(answers.stream()
                    .allMatch(answer -> answer.toCompletableFuture().isDone()));
            check();
            assertStored(memberships.enter(LogBench.room(room), LogBench.MIRA));
            assertTrue(isStored());
            assertMembersCounted();
        }
    }

    private static void lose(Connection connection) throws SQLException {
        connection.commit();
        throw new SQLException("the answer is lost", "08007");
    }

    private static void refuse(Connection connection) throws SQLException {
        throw new SQLException("no", "08006");
    }
}

package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes in a SQLite file whose commits can be made to fail. */
class ChangesOnFileTest extends ChangeStories {
    @TempDir
    Path folder;

    @Override
    LogBench open() {
        return LogBench.fragile(folder);
    }

    /** Without statistics, SQLite would read the whole log to find a few pins. */
    @Test
    void pinsAreFoundByTheirIndex() {
        for (String query : List.of(EntryRows.PINNED, MessageRows.PINNED)) {
            String plan = bench.plan(query);
            assertTrue(plan.contains("USING COVERING INDEX message_pinned"), plan);
            assertFalse(plan.contains("SEARCH e USING PRIMARY KEY (room=? AND offset>?)"), plan);
        }
    }

    @Test
    void editsAreFoundByTheirIndex() {
        for (String query : List.of(EntryRows.REDACT_EDITS, MentionRows.FORGET_EDITS)) {
            String plan = bench.plan(query);
            assertTrue(plan.contains("INDEX entry_edits (room=? AND target>? AND target<?)"), plan);
        }
    }

    @Test
    void aChangeWhoseResponseIsLostIsMadeOnce() {
        say("one", "two");
        for (Body change : List.of(
                new Change.Edit(1, "changed"),
                new Change.Reacting(1, THUMB, true),
                new Change.Reacting(1, THUMB, false),
                new Change.Deletion(1),
                new Body.Topic("tea"))) {
            long next = head() + 1;
            bench.nextCommit(connection -> {
                connection.commit();
                throw new SQLException("the answer is lost", "08007");
            });
            CompletionStage<Entry> answer = bench.append(LogBench.MIRA, change, "ref " + next);
            bench.run();
            assertFalse(answer.toCompletableFuture().isDone());
            bench.pass(Duration.ofSeconds(1));
            assertEquals(next, bench.result(answer).offset(), change.toString());
            assertEquals(next, head());
            assertEquals(bench.result(answer), change(LogBench.MIRA, change, "ref " + next));
        }
    }

    @Test
    void aFailedChangeIsRetriedAndBothTablesAgree() {
        say("one");
        bench.nextCommit(connection -> {
            throw new SQLException("no", "08006");
        });
        CompletionStage<Entry> edit = bench.append(LogBench.MIRA, new Change.Edit(1, "changed"), "e");
        bench.run();
        assertNull(message(1).now(), "neither table has the edit yet");
        bench.pass(Duration.ofSeconds(1));
        assertEquals(2, bench.result(edit).offset());
        assertEquals(2, message(1).now().changed());
    }

    @Test
    void aMessageDeletedInADoubtfulTransactionIsStillAnnounced() {
        bench.nextCommit(connection -> {
            connection.commit();
            throw new SQLException("the answer is lost", "08007");
        });
        CompletionStage<Entry> said = bench.append(LogBench.MIRA, "one", "a");
        CompletionStage<Entry> deleted = bench.append(LogBench.MIRA, new Change.Deletion(1), "d");
        bench.pass(Duration.ofSeconds(1));
        assertEquals(
                List.of(1L, 2L),
                List.of(bench.result(said).offset(), bench.result(deleted).offset()));
        assertEquals(List.of(1L, 2L), bench.told.stream().map(Entry::offset).toList());
    }
}

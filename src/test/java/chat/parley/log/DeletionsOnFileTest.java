package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.event.Entry;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletions of rooms in a SQLite file whose commits can be made to fail. */
class DeletionsOnFileTest extends DeletionStories {
    @TempDir
    Path folder;

    @Override
    LogBench open() {
        return LogBench.fragile(folder);
    }

    @Test
    void aDeletionWhoseResponseIsLostTakesEffect() {
        RoomRef room = LogBench.room("~doubtful");
        bench.result(bench.log.append(new Draft(
                room, LogBench.MIRA, new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(), true), "create")));
        bench.nextCommit(connection -> {
            connection.commit();
            throw new SQLException("the answer is lost", "08007");
        });
        CompletionStage<Entry> deletion =
                bench.log.append(new Draft(room, LogBench.MIRA, new RoomDeletion(null), "delete"));
        bench.run();
        assertFalse(deletion.toCompletableFuture().isDone());
        bench.pass(Duration.ofSeconds(1));
        assertEquals(2, bench.result(deletion).offset());
        assertEquals(
                List.of("CREATION", "ROOM_DELETION"),
                bench.decided.stream().map(entry -> entry.body().kind().name()).toList());
    }
}

package chat.parley.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.log.LogBench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches in a SQLite file. */
class SearchOnFileTest extends SearchStories {
    @TempDir
    Path folder;

    @Override
    LogBench open() {
        return LogBench.in(folder, START);
    }

    @Test
    void onlyTheMessageThatTheIndexRejectsIsSkipped() {
        bench.sql(
                "CREATE TRIGGER picky BEFORE INSERT ON search WHEN NEW.\"offset\" = 3 BEGIN INSERT INTO parley (id, epoch) VALUES ('none', ''); END");
        say("hit 1", "hit 2", "hit 3", "hit 4", "hit 5");
        bench.pass(Duration.ofSeconds(10));
        assertEquals(List.of("[[hit]] 5", "[[hit]] 4", "[[hit]] 2", "[[hit]] 1"), find("hit"));
    }
}

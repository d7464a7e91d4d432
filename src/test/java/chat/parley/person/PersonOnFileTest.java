package chat.parley.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.log.LogBench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and erasures in a SQLite file. */
class PersonOnFileTest extends PersonStories {
    @TempDir
    Path folder;

    @Override
    LogBench open() {
        return LogBench.in(folder, START);
    }

    /** The traces in any byte of the store's files. */
    private List<String> left(List<String> traces) throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String bytes =
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                traces.stream().filter(bytes::contains).forEach(trace -> left.add(trace + " in " + file.getFileName()));
            }
        }
        return left;
    }

    @Test
    void noByteIsLeftOfAnErasedPerson() throws IOException {
        List<String> traces = List.of("quillfeather", "umbrage", "yzzyva", "umpitz");
        talk();
        Random random = new Random(7);
        for (int i = 0; i < 1_500; i++) {
            bench.append(
                    random.nextBoolean() ? TESS : LogBench.JONAS,
                    random.nextBoolean() ? "@Tess Quillfeather ".repeat(random.nextInt(9)) + i : "words " + i,
                    null);
            if (random.nextInt(40) == 0) {
                bench.pass(Duration.ofSeconds(2));
            }
        }
        bench.pass(Duration.ofSeconds(5));
        assertFalse(left(traces).isEmpty());
        erase("");
        assertEquals(List.of(), left(traces));
        bench.close();
        assertEquals(List.of(), left(traces), "after a clean stop");
        bench = open();
    }
}

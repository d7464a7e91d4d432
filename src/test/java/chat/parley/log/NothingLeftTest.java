package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.store.Backup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removed text is in no byte of a SQLite store's files or backups. */
class NothingLeftTest {
    private static final int MESSAGES = 1_500;
    private static final int WORD = 12;
    private static final int END = 8;
    private static final Pattern LETTERS = Pattern.compile("[a-z]{" + END + ",}");
    /** Enough time for indexing and truncating the write-ahead log. */
    private static final Duration LATER = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @TempDir
    Path backups;

    private final Random random = new Random(7);
    private final Set<Long> digests = new HashSet<>();
    /** The ends of words: an index may omit a prefix that a word shares with the one before. */
    private final Set<String> ends = new HashSet<>();

    /** A text of words that occur nowhere else. */
    private String secret() {
        List<String> text = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(8); i++) {
            String word = random.ints(WORD, 'a', 'z' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            text.add(word);
            ends.add(word.substring(WORD - END));
        }
        return String.join(" ", text);
    }

    private Body said(String text) {
        Body body = new Body.Said(text, null);
        digests.add(Digest.of(body));
        return body;
    }

    private Body edit(long target, String text) {
        Body body = new Change.Edit(target, text);
        digests.add(Digest.of(body));
        return body;
    }

    /** Remains of the text in any file. */
    private List<String> left(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> left(file, bytes(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> left(Path file, byte[] bytes) {
        Set<String> left = new TreeSet<>();
        Matcher letters = LETTERS.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (letters.find()) {
            for (int i = 0; i + END <= letters.group().length(); i++) {
                left.add(letters.group().substring(i, i + END));
            }
        }
        left.retainAll(ends);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int i = 0; i + Long.BYTES <= bytes.length; i++) {
            if (digests.contains(buffer.getLong(i))) {
                left.add("digest " + buffer.getLong(i));
            }
        }
        return left.stream().map(trace -> trace + " in " + file.getFileName());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void backUp() {
        Backup.take(folder, backups.resolve("backup.db"));
        assertEquals(List.of(), left(backups));
    }

    private void append(LogBench bench, Body body) {
        bench.append(LogBench.MIRA, body, null);
    }

    @Test
    void nothingIsLeftOfAnEditedAndDeletedMessage() {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, said(secret()));
            append(bench, edit(1, secret()));
            bench.pass(LATER);
            assertFalse(left(folder).isEmpty(), "stored before the edit");
            append(bench, new Change.Edit(1, "harmless"));
            bench.pass(LATER);
            assertEquals(List.of(), left(folder));
            append(bench, edit(1, secret()));
            bench.pass(LATER);
            append(bench, new Change.Deletion(1));
            bench.pass(LATER);
            assertEquals(List.of(), left(folder));
        }
        assertEquals(List.of(), left(folder), "after a clean stop");
        backUp();
    }

    @Test
    void nothingIsLeftOfManyMessages() {
        try (LogBench bench = LogBench.in(folder)) {
            List<Long> secrets = new ArrayList<>();
            for (long offset = 1; offset <= MESSAGES; offset++) {
                boolean stays = random.nextBoolean();
                append(bench, stays ? new Body.Said("stays ".repeat(1 + random.nextInt(50)), null) : said(secret()));
                if (!stays) {
                    secrets.add(offset);
                }
                if (random.nextInt(40) == 0) {
                    bench.pass(Duration.ofSeconds(1));
                }
            }
            bench.pass(LATER);
            for (long offset : secrets) {
                append(
                        bench,
                        random.nextBoolean()
                                ? new Change.Deletion(offset)
                                : new Change.Edit(offset, "harmless ".repeat(1 + random.nextInt(80))));
            }
            bench.pass(LATER);
            assertEquals(List.of(), left(folder));
        }
        backUp();
    }

    @Test
    void nothingIsLeftAfterRetention() {
        try (LogBench bench = LogBench.in(folder)) {
            for (int i = 0; i < MESSAGES; i++) {
                append(bench, said(secret()));
            }
            append(bench, new Body.Said("the last", null));
            bench.pass(LATER);
            bench.trim(new Retention.Rule(1, null));
            bench.pass(LATER);
            assertEquals(List.of(), left(folder));
        }
        backUp();
    }

    @Test
    void nothingIsLeftInTheLogAfterAKill() throws Exception {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, said(secret()));
            bench.run();
            append(bench, new Change.Deletion(1));
            bench.run();
            Path copy = Files.createDirectory(folder.resolve("killed"));
            for (String file : List.of("parley.db", "parley.db-wal")) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
            assertFalse(left(copy).isEmpty(), "present before the restart");
            try (LogBench again = LogBench.in(copy)) {
                again.pass(LATER);
                assertEquals(List.of(), left(copy));
            }
        }
    }
}

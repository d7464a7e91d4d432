package chat.parley.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A history while it is being recorded, in {@code target/histories/NAME.jsonl}. Its order is consistent with
 * causality: an answer precedes everything that began after it. Thread-safe.
 */
final class Recording implements AutoCloseable {
    private static final Path FOLDER = Path.of(System.getProperty("parley.build", "target"), "histories");

    private final Path file;
    private final BufferedWriter out;

    Recording(String name) {
        try {
            file = Files.createDirectories(FOLDER).resolve(name + ".jsonl");
            out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Fact.Kind kind, String who, String room, Sighting what) {
        add(kind, who, room, what, null);
    }

    synchronized void add(Fact.Kind kind, String who, String room, Sighting what, String note) {
        try {
            out.write(new Fact(kind, who, room, what, note).json());
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    /** All facts recorded so far, from the file. */
    synchronized List<Fact> facts() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Fact::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the history, which is useless without violations. */
    synchronized void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

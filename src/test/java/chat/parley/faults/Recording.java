package chat.parley.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A history while it happens: {@code target/histories/NAME.jsonl}. Its order is one in which things may have happened: what was answered before something else was
 * begun stands before it. Safe for many threads.
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

    /** All that was recorded until now, as it stands in the file. */
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

    /** Nobody needs a history in which nothing is wrong. */
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

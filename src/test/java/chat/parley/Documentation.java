package chat.parley;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the documentation for tests, which must not depend on the layout of tables and paragraphs. */
public final class Documentation {
    private Documentation() {}

    /** A page with one space around each cell of a table. */
    public static String page(String path) {
        try {
            return Files.readString(Path.of(path)).replaceAll(" +\\|", " |");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page in one line. */
    public static String prose(String path) {
        return page(path).replaceAll("\\s+", " ");
    }
}

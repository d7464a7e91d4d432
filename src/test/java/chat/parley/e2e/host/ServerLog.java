package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The output of one server across all its starts: target/logs/NAME.log, initially empty. */
record ServerLog(Path file) {
    private static final int LINES_SHOWN = 60;

    static ServerLog of(String name) {
        Path file = Build.DIRECTORY.resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServerLog(file);
    }

    ProcessBuilder.Redirect appended() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** How often this text was printed. */
    int count(String words) {
        try {
            return Files.readString(file).split(Pattern.quote(words), -1).length - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String lastLines() {
        try {
            List<String> lines = Files.readString(file).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}

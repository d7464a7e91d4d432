package chat.parley.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-29T01:03:04.005Z"), ZoneId.of("Europe/Berlin"));

    @TempDir
    Path folder;

    @Test
    void aLineIsThatOfWebServersWithoutSecretsAndPeople() throws IOException {
        assertEquals(
                List.of("192.0.2.7 - - [29/Nov/2026:02:03:04 +0100] \"GET /api/rooms HTTP/1.1\" 200 17 \"-\""
                        + " \"curl/8\""),
                logged(response("/api/rooms?q=s3cret", "curl/8")));
        assertEquals(
                List.of("192.0.2.7 - - [29/Nov/2026:02:03:04 +0100] \"GET /chat/invite/… HTTP/1.1\" 200 17 \"-\""
                        + " \"-\""),
                logged(response("/chat/invite/s3cret/x", null)));
    }

    @Test
    void aClientCannotForgeALineOrAField() throws IOException {
        List<String> lines = logged(response("/\r\n\" 200", "a\" \\ \u202e\n" + "x".repeat(5000)));
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("\"GET /\\\\r\\\\n\\\" 200 HTTP/1.1\" 200 17"), lines.get(0));
        assertTrue(lines.get(0).contains("\"a\\\" \\\\ \\\\u202e\\\\nxxx"), lines.get(0));
        assertTrue(lines.get(0).length() < 500);
    }

    @Test
    void filesAreReplacedWhenTheyAreFullAndOnlySomeAreKept() throws IOException {
        Path file = folder.resolve("access.log");
        String line = "x".repeat(99);
        for (int i = 0; i < 10; i++) {
            try (LineWriter writer = new LineWriter(file, 150)) {
                writer.write(line);
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1 + LineWriter.OLD_FILES, files.count());
        }
        assertEquals(100, Files.size(file));
        assertEquals(100, Files.size(folder.resolve("access.log.5")));
    }

    @Test
    void aFileThatCannotBeOpenedIsToldAtTheStart() {
        assertThrows(
                IOException.class,
                () -> LineWriter.to(folder.resolve("missing/access.log").toString()));
    }

    private List<String> logged(AccessLog.Response response) throws IOException {
        Path file = Files.createTempFile(folder, "access", ".log");
        try (AccessLog log = new AccessLog(LineWriter.to(file.toString()), false, CLOCK)) {
            log.log(response);
        }
        return Files.readAllLines(file);
    }

    private static AccessLog.Response response(String path, String agent) {
        return new AccessLog.Response("192.0.2.7", "GET", path, "HTTP/1.1", 200, 17, agent);
    }
}

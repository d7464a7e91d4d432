package chat.parley.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private static final LogLine TEXT = new LogLine(false, ZoneId.of("Europe/Berlin"));
    private static final LogLine JSON = new LogLine(true, ZoneId.of("UTC"));

    @Test
    void anEventIsOneLineWithItsTimeAndZone() {
        LogRecord event = event("No room {0}", "lobby");
        assertEquals("2026-11-29T02:03:04.005+01:00 WARNING log.Trim: No room lobby\n", TEXT.format(event));
        assertEquals(
                "{\"time\":\"2026-11-29T01:03:04.005Z\",\"level\":\"WARNING\",\"logger\":\"chat.parley.log.Trim\","
                        + "\"message\":\"No room lobby\"}\n",
                JSON.format(event));
    }

    @Test
    void textFromClientsCannotForgeALine() {
        LogRecord event = event("No room {0}", "x\r\n2026-11-29T02:03:04.005+01:00 ERROR gone\u202e\u001b[2J\u2028\"}");
        event.setThrown(new IOException("a\nb\"", new IOException("c\u0000")));
        for (LogLine format : new LogLine[] {TEXT, JSON}) {
            String line = format.format(event);
            assertEquals(line.length() - 1, line.indexOf('\n'), line);
            assertTrue(line.chars().limit(line.length() - 1).noneMatch(each -> each < ' '), line);
            assertTrue(line.indexOf('\u202e') < 0 && line.indexOf('\u2028') < 0, line);
        }
        assertTrue(JSON.format(event).contains("[2J\\u2028\\\"}"), JSON.format(event));
    }

    @Test
    void aFailureComesWithItsCausesInTheSameLineAndHasABound() {
        LogRecord event = event("Send failed");
        event.setThrown(new IllegalStateException("one", new IOException("two")));
        String line = TEXT.format(event);
        assertTrue(line.contains(": Send failed | java.lang.IllegalStateException: one | at chat.parley."), line);
        assertTrue(line.contains(" | caused by java.io.IOException: two | at "), line);
        assertTrue(TEXT.format(event("x".repeat(1 << 20))).length() < 20_000);
    }

    private static LogRecord event(String message, Object... parameters) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setInstant(Instant.parse("2026-11-29T01:03:04.005Z"));
        event.setLoggerName("chat.parley.log.Trim");
        event.setParameters(parameters);
        return event;
    }
}

package chat.parley.logging;

import chat.parley.io.OneLine;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Formats an event as one line with its time in ISO 8601, as text or JSON. Thread-safe. */
final class LogLine extends Formatter {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    static final String SERVER = "parley";
    private static final String OWN = "chat.parley.";
    private static final int MAX_CHARS = 16 * 1024;
    private static final int MAX_FRAMES = 30;
    private static final int MAX_CAUSES = 5;

    private final boolean json;
    private final ZoneId zone;

    LogLine(boolean json, ZoneId zone) {
        this.json = json;
        this.zone = zone;
    }

    @Override
    public String format(LogRecord event) {
        String time = TIME.format(ZonedDateTime.ofInstant(event.getInstant(), zone));
        String level = name(event.getLevel());
        String logger = event.getLoggerName() == null ? "" : event.getLoggerName();
        String message = bounded(formatMessage(event));
        String failure = event.getThrown() == null ? "" : bounded(trace(event.getThrown()));
        if (json) {
            return "{\"time\":\"" + time + "\",\"level\":\"" + level + "\",\"logger\":" + OneLine.json(logger)
                    + ",\"message\":" + OneLine.json(message)
                    + (failure.isEmpty() ? "" : ",\"error\":" + OneLine.json(failure)) + "}\n";
        }
        String source = logger.isEmpty() || logger.equals(SERVER) ? "" : shortened(logger) + ": ";
        return time + " " + level + " " + OneLine.of(source + message)
                + (failure.isEmpty() ? "" : " | " + OneLine.of(failure.replace("\n", " | "))) + "\n";
    }

    private static String name(Level level) {
        return level.intValue() >= Level.SEVERE.intValue()
                ? "ERROR"
                : level.intValue() >= Level.WARNING.intValue()
                        ? "WARNING"
                        : level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String shortened(String logger) {
        return logger.startsWith(OWN) ? logger.substring(OWN.length()) : logger;
    }

    private static String bounded(String text) {
        return text == null ? "" : text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }

    /** The stack trace with a bounded number of frames and causes. */
    private static String trace(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            trace.append(i == 0 ? "" : "\ncaused by ").append(cause);
            StackTraceElement[] frames = cause.getStackTrace();
            for (int frame = 0; frame < frames.length && frame < MAX_FRAMES; frame++) {
                trace.append("\nat ").append(frames[frame]);
            }
            cause = cause.getCause();
        }
        return trace.toString();
    }
}

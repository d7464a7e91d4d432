package chat.parley.logging;

import chat.parley.LogSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Sets up the JDK's logging for the whole process. */
public final class Logs {
    /** The logger of the server itself, whose name is not shown in text lines. */
    public static final String SERVER = LogLine.SERVER;

    private static final String GRIZZLY = "org.glassfish.grizzly";
    /** The JDK forgets loggers that nobody holds, with their levels. */
    private static final List<Logger> NOISY = Stream.of(
                    GRIZZLY,
                    "org.glassfish.tyrus",
                    "com.zaxxer.hikari",
                    "org.flywaydb",
                    "sun",
                    "jdk",
                    "javax",
                    "com.sun")
            .map(Logger::getLogger)
            .toList();

    /** Reports each regular stop as a warning. */
    private static final Logger STOP = Logger.getLogger(GRIZZLY + ".nio.GracefulShutdownRunner");

    private Logs() {}

    /** For tools and for the time before the settings are known: text on the standard error. */
    public static void startForTools() {
        start(new LogSettings(Level.INFO, false, ""), FileDescriptor.err);
    }

    /** For the server: lines on the standard output. */
    public static void startForServer(LogSettings settings) {
        start(settings, FileDescriptor.out);
    }

    private static void start(LogSettings settings, FileDescriptor target) {
        Logger root = Logger.getLogger("");
        Stream.of(root.getHandlers()).forEach(root::removeHandler);
        root.addHandler(
                new LineHandler(new FileOutputStream(target), new LogLine(settings.json(), ZoneId.systemDefault())));
        root.setLevel(settings.level());
        Level quiet = settings.level().intValue() > Level.WARNING.intValue() ? settings.level() : Level.WARNING;
        NOISY.forEach(logger -> logger.setLevel(quiet));
        STOP.setLevel(Level.SEVERE);
    }

    /** Writes each event as UTF-8 at once. A failure to write must not disturb the server. */
    private static final class LineHandler extends Handler {
        private final OutputStream out;

        LineHandler(OutputStream out, LogLine format) {
            this.out = out;
            setFormatter(format);
            setFilter(LineHandler::isWorthLogging);
        }

        /** Filters Grizzly's stack traces about clients that disconnect before the response. */
        private static boolean isWorthLogging(LogRecord entry) {
            boolean left = entry.getThrown() instanceof IOException
                    && entry.getLoggerName() != null
                    && entry.getLoggerName().startsWith(GRIZZLY);
            return !left;
        }

        @Override
        public void publish(LogRecord event) {
            if (isLoggable(event)) {
                byte[] line = getFormatter().format(event).getBytes(StandardCharsets.UTF_8);
                try {
                    write(line);
                } catch (IOException e) {
                    reportError(null, e, 0); // once, on the standard error
                }
            }
        }

        private synchronized void write(byte[] line) throws IOException {
            out.write(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

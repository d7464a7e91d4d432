package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Setting;
import chat.parley.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Runs Parley on its own. Exit codes: 0 after an orderly end, 1 when it cannot start, 2 for a wrong command line. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int USAGE = 2;

    /** Something on the command line that is not understood. */
    private static final class Misused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misused(String message) {
            super(message);
        }
    }

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Logger.getLogger("org.glassfish.grizzly").setLevel(Level.WARNING);
        if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
            usage(System.out);
            return;
        }
        try {
            run(Settings.read(options(args)));
        } catch (Misused | Settings.Unusable e) {
            System.err.println("parley: " + e.getMessage());
            usage(System.err);
            System.exit(USAGE);
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        Parley parley = Parley.start(settings, Parley.plainThreads());
        EmbeddedServer server = new EmbeddedServer(settings);
        try {
            server.start();
        } catch (IOException e) {
            String why = e instanceof BindException ? "the address is in use or not of this machine" : e.getMessage();
            System.err.println("parley: cannot listen on " + settings.host() + ":" + settings.port() + ": " + why);
            System.exit(CANNOT_START);
        }
        Thread end = new Thread(() -> {
            parley.close();
            server.stop();
            System.out.println("Parley has stopped");
        }, "parley-end");
        Runtime.getRuntime().addShutdownHook(end);
        System.out.println("Parley is running at " + server.url() + " (Ctrl-C ends it)");
        new CountDownLatch(1).await(); // until the process is told to end
    }

    private static Map<Setting, String> options(String[] args) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        while (!rest.isEmpty()) {
            String[] parts = rest.remove().split("=", 2);
            Setting setting = Stream.of(Setting.values()).filter(known -> parts[0].equals("--" + known.key())).findFirst()
                    .orElseThrow(() -> new Misused("there is no option " + parts[0]));
            if (parts.length == 1 && rest.isEmpty()) {
                throw new Misused(parts[0] + " needs a value");
            }
            options.put(setting, parts.length == 2 ? parts[1] : rest.remove());
        }
        return options;
    }

    private static void usage(PrintStream out) {
        out.println("Usage: parley [--option value]…");
        Stream.of(Setting.values()).map(Setting::help).forEach(out::println);
        out.println("  --help                   this text");
        out.println("Each can also be set as a system property (parley.port) or in the environment (PARLEY_PORT).");
    }
}

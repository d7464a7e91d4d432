package chat.parley.embedded;

import chat.parley.InvalidSetting;
import chat.parley.Parley;
import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.SettingReport;
import chat.parley.Settings;
import chat.parley.UnknownSettings;
import chat.parley.Version;
import chat.parley.check.Check;
import chat.parley.load.LoadCommand;
import chat.parley.logging.Logs;
import chat.parley.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Runs the standalone server or a {@link Tool}. Exit codes: 0 after a regular end, 1 if the server cannot start or the
 * tool fails, 2 for a usage error; see {@link Check} and {@link LoadCommand} for those of {@code check} and {@code load}.
 */
public final class Main {
    private static final System.Logger LOG;

    static {
        System.setProperty("java.util.logging.manager", "chat.parley.logging.PatientLogManager");
        LOG = System.getLogger(Logs.SERVER);
    }

    private static final String CHECK = "check";
    private static final String LOAD = "load";
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    /** An invalid command line. */
    private static final class UsageError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageError(String message) {
            super(message);
        }
    }

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Logs.startForTools();
        if (args.length > 0 && args[0].equals(LOAD)) {
            System.exit(new LoadCommand(System.getenv(), System.out, System.err)
                    .run(List.of(args).subList(1, args.length)));
        }
        if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
            usage(System.out);
            return;
        }
        if (List.of(args).contains("--version")) {
            System.out.println(
                    "parley " + Version.current() + " (commit " + Version.commit() + ") on Java " + Runtime.version());
            return;
        }
        boolean checks = args.length > 0 && args[0].equals(CHECK);
        Optional<Tool> tool = args.length == 0 ? Optional.empty() : Tool.named(args[0]);
        int words = tool.map(known -> 1 + known.arity()).orElse(0);
        try {
            if (args.length < words) {
                throw new UsageError("missing argument for " + args[0]);
            }
            if (checks) {
                System.exit(new Check(SettingReport.of(options(List.of(args).subList(1, args.length))), System.out)
                        .run());
            }
            List.of(args).subList(0, words).forEach(Settings::requireReadable);
            Settings settings = Settings.read(
                    tool.isPresent() ? Program.TOOL : Program.SERVER,
                    options(List.of(args).subList(words, args.length)));
            if (tool.isPresent()) {
                settings.warnings().forEach(warning -> System.err.println("parley: " + warning));
                System.out.println(tool.get().run(List.of(args).subList(1, words), settings.storage()));
            } else {
                run(settings);
            }
        } catch (StoreException e) {
            System.err.println("parley: " + e.getMessage());
            System.exit(FAILURE);
        } catch (UsageError | InvalidSetting e) {
            e.getMessage().lines().forEach(line -> System.err.println("parley: " + line));
            System.err.println("Usage: parley [tool …] [--option value]…   (see --help)");
            System.exit(USAGE);
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        Logs.startForServer(settings.logs());
        LOG.log(Level.INFO, Version.line());
        settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        Parley parley = Parley.start(settings, null, Parley.plainThreads());
        EmbeddedServer server = new EmbeddedServer(
                settings,
                parley.chat(),
                parley.openId(),
                parley.accounts(),
                parley.monitoring(),
                List.of(parley.socketIo()));
        try {
            server.start();
        } catch (IOException e) {
            parley.close();
            String why =
                    e instanceof BindException ? "address in use, or not an address of this machine" : e.getMessage();
            System.err.println("parley: cannot listen on " + settings.host() + ":" + settings.port() + ": " + why);
            System.exit(FAILURE);
        }
        parley.monitoring().health().started();
        Thread end = new Thread(
                () -> {
                    parley.close();
                    server.stop();
                    LOG.log(Level.INFO, "Parley has stopped");
                },
                "parley-end");
        Runtime.getRuntime().addShutdownHook(end);
        LOG.log(
                Level.INFO,
                "Parley is running at " + server.address().url() + " and stores messages in " + parley.store()
                        + "; press Ctrl-C to stop");
        if (parley.setUp() != null) {
            LOG.log(
                    Level.INFO,
                    "Parley has no owner yet. Set up the first account, once, at "
                            + server.address().pageUrl() + parley.setUp());
        }
        new CountDownLatch(1).await(); // until the process is terminated
    }

    private static Map<Setting, String> options(List<String> args) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        Deque<String> rest = new ArrayDeque<>(args);
        while (!rest.isEmpty()) {
            String[] parts = rest.remove().split("=", 2);
            Setting setting = Stream.of(Setting.values())
                    .filter(known -> parts[0].equals("--" + known.key()))
                    .findFirst()
                    .orElseThrow(() -> new UsageError(unknown(parts[0])));
            if (parts.length == 1 && rest.isEmpty()) {
                throw new UsageError(parts[0] + " needs a value");
            }
            options.put(setting, parts.length == 2 ? parts[1] : rest.remove());
        }
        return options;
    }

    private static String unknown(String word) {
        if (!word.startsWith("-")) {
            return "unknown argument " + word;
        }
        return "unknown option " + word
                + UnknownSettings.suggestionFor(word)
                        .map(known -> "; did you mean " + known + "?")
                        .orElse("");
    }

    private static void usage(PrintStream out) {
        out.println("Usage: parley [--option value]…           run the server");
        out.println("       parley check [--option value]…     tell what would be wrong or risky with these options");
        out.println("       parley load --url URL …            load running servers and measure them; see load --help");
        out.println("       parley tool … [--option value]…    run a tool on the store:");
        Stream.of(Tool.values()).map(Tool::help).forEach(out::println);
        out.println("Options:");
        Stream.of(Setting.values()).map(Setting::help).forEach(out::println);
        out.println("  --help                   print this text");
        out.println("  --version                print the versions of Parley and Java");
        out.println(
                "Each option can also be set as a system property (parley.port), an environment variable (PARLEY_PORT)"
                        + " or a");
        out.println(
                "line of the config file (port = 8080). The first of these four that has a setting takes precedence.");
    }
}

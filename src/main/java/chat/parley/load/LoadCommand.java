package chat.parley.load;

import chat.parley.io.OneLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command {@code load}: puts a load on running servers and prints what it measures. */
public final class LoadCommand {
    private static final long LAST_SECONDS = 10;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public LoadCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until all is measured, or the process is told to end.
     *
     * @return the exit code: 0 if each message arrived everywhere once and in order, 1 if not, 2 for wrong usage, 3 if
     *     the load could not be run to its end
     */
    public int run(List<String> args) {
        if (args.contains("--help") || args.contains("-h")) {
            usage();
            return 0;
        }
        try {
            LoadOptions options = LoadOptions.read(args, environment);
            LoadRun run = new LoadRun(options, line -> err.println("parley: " + line));
            CountDownLatch printed = new CountDownLatch(1);
            Thread end = new Thread(() -> await(run, printed), "load-end");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                LoadReport report = run.run();
                out.print(options.json() ? report.json() + System.lineSeparator() : LoadTable.of(report));
                out.flush();
                return report.exitCode();
            } finally {
                printed.countDown();
            }
        } catch (LoadFailure e) {
            err.println("parley: " + OneLine.of(e.getMessage()));
            if (e.exitCode() == LoadFailure.USAGE) {
                err.println("Usage: parley load --url URL [--option value]…   (see parley load --help)");
            }
            return e.exitCode();
        }
    }

    /** The process ends, such as by Ctrl-C: waits until the report is printed. */
    private static void await(LoadRun run, CountDownLatch printed) {
        run.stop();
        try {
            printed.await(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void usage() {
        out.println("Usage: parley load --url URL [--option value]…");
        out.println(
                "Opens sessions on running servers, posts, and checks that each message arrives once and in order.");
        out.println("The messages stay on the servers: use servers for tests.");
        Stream.of(LoadOption.values()).map(LoadOption::help).forEach(out::println);
        out.println("The environment variable " + LoadTokens.VARIABLE + " can have the tokens in place of a file.");
        out.println("Exit code: 0 if each message arrived everywhere once and in order, 1 if not, 2 for wrong usage,");
        out.println("3 if the load could not be run to its end.");
    }
}

package chat.parley.bench;

import chat.parley.bench.peer.Container;
import chat.parley.client.RawHttp;
import chat.parley.e2e.host.Ports;
import chat.parley.e2e.host.Postgres;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server process, pinned to the first core if possible, with its port and its CPU and memory usage. */
final class Server implements AutoCloseable {
    private static final long START_NANOS = 120_000_000_000L;
    private static final long PAUSE_MILLIS = 100;
    private static final long SHORT_PAUSE_MILLIS = 5;
    private static final long TICK_NANOS = 10_000_000;
    private static final Path FOLDER = Path.of("target/bench");
    /** Data of the servers of this run and earlier ones. */
    static final Path DATA = FOLDER.resolve("data");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String MANY = "1000000";
    private static final String DATABASE = "--database";
    final String name;
    final int port;
    private final List<String> program;
    private final Process process;
    private final Path log;
    private final long launched;

    private Server(String name, int port, List<String> program, Process process, Path log, long launched) {
        this.name = name;
        this.port = port;
        this.program = program;
        this.process = process;
        this.log = log;
        this.launched = launched;
    }

    /**
     * Starts the server with an empty store, and waits until it accepts WebSockets.
     *
     * @param javaOptions for Parley's JVM
     */
    static Server start(String name, String... javaOptions) throws IOException, InterruptedException {
        Server server = launch(name, emptyData(name), javaOptions);
        server.awaitWebSockets();
        return server;
    }

    /** A new folder for a store. */
    static Path emptyData(String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(DATA), name);
    }

    /** Starts the process. @param data the folder of Parley's store */
    static Server launch(String name, Path data, String... javaOptions) throws IOException {
        int port = Ports.free();
        return launch(name, port, command(name, port, data, javaOptions));
    }

    /**
     * Starts servers that are one chat on a new PostgreSQL database.
     *
     * @param options of Parley, the same for all
     */
    static List<Server> cluster(String name, int size, String... options) throws IOException, InterruptedException {
        return clusterOn(Postgres.current().createDatabase(), name, size, options);
    }

    /** Like {@link #cluster}, on this database. */
    static List<Server> clusterOn(String database, String name, int size, String... options)
            throws IOException, InterruptedException {
        List<Server> servers = new ArrayList<>();
        for (int number = 1; number <= size; number++) {
            String each = name + "-" + number;
            int port = Ports.free();
            List<String> command = parley("parley.jar", port, emptyData(each));
            command.addAll(onPostgres(database));
            Collections.addAll(command, options);
            Server server = launch(each, port, command);
            servers.add(server);
            server.awaitWebSockets();
        }
        return servers;
    }

    private static Server launch(String name, int port, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(canPin() ? List.of("taskset", "-c", "0") : List.of());
        command.addAll(program);
        Path log = FOLDER.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PARLEY_GUESTS", "true"); // not the default in containers
        if (program.contains(DATABASE)) {
            builder.environment()
                    .put("PARLEY_DATABASE_PASSWORD", Postgres.current().password());
        }
        if (name.startsWith("wildfly")) {
            builder.environment()
                    .put(
                            "JBOSS_HOME",
                            Path.of("target/wildfly").toAbsolutePath().toString());
        }
        long launched = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly)); // also if the driver is killed
        return new Server(name, port, program, process, log, launched);
    }

    /** Kills the process at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The same server once more, after it was killed. It is not ready yet. */
    Server again() throws IOException {
        return launch(name + "-again", port, program);
    }

    /** Waits until the server accepts WebSockets; ends it if it does not. */
    void awaitWebSockets() throws IOException, InterruptedException {
        await(() -> upgrades(port), PAUSE_MILLIS);
    }

    /** Waits for the page. @return the age of the process then, in seconds */
    double awaitPage() throws IOException, InterruptedException {
        await(() -> RawHttp.get(URI.create("http://127.0.0.1:" + port), "/").status() == 200, SHORT_PAUSE_MILLIS);
        return age();
    }

    /** Seconds since the start of the process. */
    double age() {
        return (System.nanoTime() - launched) / 1e9;
    }

    private void await(Probe probe, long pauseMillis) throws IOException, InterruptedException {
        while (System.nanoTime() - launched < START_NANOS && !process.waitFor(pauseMillis, TimeUnit.MILLISECONDS)) {
            try {
                if (probe.answers()) {
                    return;
                }
            } catch (IOException notYet) {
                // Retried.
            }
        }
        process.destroyForcibly();
        throw new IOException(name + " did not start; see " + log);
    }

    private interface Probe {
        boolean answers() throws IOException;
    }

    private static List<String> command(String name, int port, Path data, String... javaOptions) throws IOException {
        switch (name) {
            case "socketio", "ws":
                return List.of("node", "bench/peers/" + name + ".mjs", "" + port);
            case "naive":
                return List.of(
                        JAVA,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "chat.parley.bench.peer.NaiveServer",
                        "" + port);
            case "parley", "before", "parley-postgres":
                List<String> command =
                        parley(name.equals("before") ? "before.jar" : "parley.jar", port, data, javaOptions);
                if (name.endsWith("postgres")) {
                    command.addAll(onPostgres(Postgres.current().createDatabase()));
                }
                return command;
            default:
                String[] parts = name.split("-");
                return Container.valueOf(parts[0].toUpperCase(Locale.ROOT)).command(parts[1], port);
        }
    }

    private static List<String> parley(String jar, int port, Path data, String... javaOptions) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+ExitOnOutOfMemoryError"));
        String options = System.getenv("BENCH_JAVA");
        if (options != null) {
            Collections.addAll(command, options.split(" "));
        }
        Collections.addAll(command, javaOptions);
        command.addAll(List.of("-jar", "target/" + jar, "--port", "" + port, "--data", data.toString()));
        command.addAll(List.of("--rate", MANY, "--burst", MANY, "--max-sessions", "60000"));
        return command;
    }

    private static List<String> onPostgres(String database) {
        Postgres postgres = Postgres.current();
        return List.of(DATABASE, postgres.url(database), "--database-user", postgres.user());
    }

    /** Whether the port answers an upgrade at a path of one of the servers. */
    private static boolean upgrades(int port) {
        for (String path : List.of("/ws", "/ws/0", "/socket.io/?EIO=4&transport=websocket")) {
            try {
                if (RawHttp.upgrade(URI.create("http://127.0.0.1:" + port), path)
                                .status()
                        == 101) {
                    return true;
                }
            } catch (IOException notYet) {
                // Retried.
            }
        }
        return false;
    }

    static boolean canPin() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    /** User and system CPU time in nanoseconds, with a resolution of 10 ms. */
    long cpuNanos() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
    }

    /** Resident set size in bytes. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Heap usage of a Java server after a collection, in bytes; -1 for other servers. */
    long liveBytes() throws IOException, InterruptedException {
        if (List.of("socketio", "ws").contains(name)) {
            return -1;
        }
        return liveBytesByClass().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Heap usage of a Java server after a collection, in bytes, by class. */
    Map<String, Long> liveBytesByClass() throws IOException, InterruptedException {
        histogram(); // finalizers and cleaners run after the first collection
        return histogram()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[0].matches("\\d+:"))
                .collect(Collectors.toMap(fields -> fields[3], fields -> Long.parseLong(fields[2]), Long::sum));
    }

    /**
     * The lines of these classes in the histogram of a Java server's heap after a collection; empty if none has
     * objects.
     */
    String objects(Set<String> classes) throws IOException, InterruptedException {
        return histogram()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields.length > 3 && classes.contains(fields[3]))
                .map(fields -> fields[1] + " " + fields[3])
                .collect(Collectors.joining(", "));
    }

    private Stream<String> histogram() throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(
                        Path.of(JAVA).resolveSibling("jcmd").toString(), "" + process.pid(), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String lines = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        tool.waitFor(10, TimeUnit.SECONDS);
        return lines.lines();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

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
import java.util.concurrent.TimeUnit;

/** A server process, pinned to the first core if possible, with its port and its CPU and memory usage. */
final class Server implements AutoCloseable {
    private static final long START_NANOS = 120_000_000_000L;
    private static final long PAUSE_MILLIS = 100;
    private static final long TICK_NANOS = 10_000_000;
    private static final Path FOLDER = Path.of("target/bench");
    /** Data of the servers of this run and earlier ones. */
    static final Path DATA = FOLDER.resolve("data");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String MANY = "1000000";
    final String name;
    final int port;
    private final Process process;

    private Server(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /** Starts the server with an empty store, and waits until it accepts WebSockets. */
    static Server start(String name) throws IOException, InterruptedException {
        int port = Ports.free();
        List<String> command = new ArrayList<>(canPin() ? List.of("taskset", "-c", "0") : List.of());
        command.addAll(command(name, port));
        Path log = FOLDER.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        if (name.equals("parley-postgres")) {
            builder.environment()
                    .put("PARLEY_DATABASE_PASSWORD", Postgres.current().password());
        }
        if (name.startsWith("wildfly")) {
            builder.environment()
                    .put(
                            "JBOSS_HOME",
                            Path.of("target/wildfly").toAbsolutePath().toString());
        }
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly)); // also if the driver is killed
        long start = System.nanoTime();
        while (System.nanoTime() - start < START_NANOS && !process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            if (upgrades(port)) {
                return new Server(name, port, process);
            }
        }
        process.destroyForcibly();
        throw new IOException(name + " did not start; see " + log);
    }

    private static List<String> command(String name, int port) throws IOException {
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
                List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+ExitOnOutOfMemoryError"));
                String options = System.getenv("BENCH_JAVA");
                if (options != null) {
                    Collections.addAll(command, options.split(" "));
                }
                command.addAll(List.of(
                        "-jar",
                        name.equals("before") ? "target/before.jar" : "target/parley.jar",
                        "--port",
                        "" + port,
                        "--data",
                        DATA.resolve(name + port).toString(),
                        "--rate",
                        MANY,
                        "--burst",
                        MANY,
                        "--max-sessions",
                        "20000"));
                if (name.endsWith("postgres")) {
                    Postgres postgres = Postgres.current();
                    command.addAll(List.of(
                            "--database", postgres.url(postgres.createDatabase()), "--database-user", postgres.user()));
                }
                return command;
            default:
                String[] parts = name.split("-");
                return Container.valueOf(parts[0].toUpperCase(Locale.ROOT)).command(parts[1], port);
        }
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
        String total = "";
        for (int i = 0; i < 2; i++) {
            Process tool = new ProcessBuilder(
                            Path.of(JAVA).resolveSibling("jcmd").toString(), "" + process.pid(), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            total = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElse("Total 0 -1");
            tool.waitFor(10, TimeUnit.SECONDS);
        }
        return Long.parseLong(total.trim().split("\\s+")[2]);
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

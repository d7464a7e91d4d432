package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real, durable PostgreSQL ({@code fsync} and {@code synchronous_commit} are on) on 127.0.0.1, with a fresh data
 * directory per JVM. Not thread-safe, except the addresses, {@link #connect} and {@link #createDatabase}.
 */
public final class Postgres {
    /** The lock for tests that use {@link #current()} (shared) or stop, freeze or kill it (exclusive). */
    public static final String SHARED = "shared PostgreSQL";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USER = "parley";
    private static final String PASSWORD = "only-for-tests";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port = Ports.free();
    private final PostgresFiles files;
    private final ServerLog log;
    private Process postmaster;
    private volatile boolean over;

    private Postgres(String name, PostgresFiles files) throws IOException {
        this.log = ServerLog.of(name);
        this.files = files;
        Path password = Files.writeString(files.folder().resolve("password"), PASSWORD);
        files.handOver(password);
        run(List.of(
                "-D",
                files.data().toString(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions"));
    }

    /** The shared server of this JVM, started on first use and stopped with the JVM. */
    public static Postgres current() {
        return Shared.SERVER;
    }

    /** Starts a server of another version: one that is installed here. The caller must {@link #end} it. */
    public static Postgres of(Path programs) throws IOException {
        Postgres server = new Postgres("postgres-installed", PostgresFiles.of(programs));
        server.start();
        return server;
    }

    /** Creates an empty database. @return its name */
    public String createDatabase() {
        String database = "parley" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDBC URL without user and password. */
    public String url(String database) {
        return "jdbc:postgresql://" + host() + ":" + port + "/" + database;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** The environment variables that server-config/.../postgresql.* read. */
    Map<String, String> environment(String database) {
        return Map.of(
                "POSTGRESQL_HOST",
                host(),
                "POSTGRESQL_PORT",
                Integer.toString(port),
                "POSTGRESQL_DATABASE",
                database,
                "POSTGRESQL_USER",
                USER,
                "POSTGRESQL_PASSWORD",
                PASSWORD,
                "PARLEY_DATASOURCE",
                "jdbc/parley");
    }

    /** A direct connection, to inspect the data. The caller must close it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?connectTimeout=10&socketTimeout=30", USER, PASSWORD);
    }

    /** Terminates every connection to a database, as an administrator could. */
    public void terminateBackends(String database) {
        try (Connection connection = connect("postgres");
                PreparedStatement statement = connection.prepareStatement(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")) {
            statement.setString(1, database);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts the server and waits until it accepts connections. After a kill, it recovers with the same data and
     * port.
     */
    public void start() {
        if (postmaster != null) {
            throw new IllegalStateException("PostgreSQL is already running");
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        postmaster = launch();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                end();
                throw new IllegalStateException(
                        "PostgreSQL was not ready within " + LIMIT.toSeconds() + " s\n" + log.lastLines());
            }
            // The server refuses to start while a backend of the killed one still exists.
            if (waitFor(postmaster, Duration.ofMillis(50))) {
                postmaster = launch();
            }
        }
    }

    /** Kills the server and all backends at once (SIGKILL), like a power failure without disk damage. */
    public void kill() {
        Process killed = running();
        // Stopped first, because it would replace killed backends.
        signal("STOP", List.of(killed.toHandle()));
        List<ProcessHandle> backends = killed.descendants().toList();
        backends.forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly();
        if (!waitFor(killed, LIMIT)) {
            throw new IllegalStateException("PostgreSQL cannot be killed");
        }
        postmaster = null;
    }

    /** Stops the server's processes (SIGSTOP) with open connections, until {@link #thaw}. */
    public void freeze() {
        // The postmaster first, because it starts new backends.
        signal("STOP", List.of(running().toHandle()));
        signal("STOP", running().descendants().toList());
    }

    /** Resumes the processes. */
    public void thaw() {
        signal(
                "CONT",
                Stream.concat(running().descendants(), Stream.of(running().toHandle()))
                        .toList());
    }

    /** Stops the server and removes its data. */
    public void end() {
        over = true;
        try {
            if (postmaster != null) {
                thaw();
                // Immediate, but unlike a kill, it frees shared memory.
                signal("QUIT", List.of(postmaster.toHandle()));
                if (!waitFor(postmaster, Duration.ofSeconds(5))) {
                    kill();
                }
            }
            files.delete();
        } catch (IOException | RuntimeException e) {
            System.err.println("PostgreSQL was not cleared away: " + e);
        }
    }

    private Process launch() {
        if (over) {
            throw new IllegalStateException("the test run is ending");
        }
        // No Unix socket: its path could be too long, and nobody uses it.
        List<String> arguments = List.of(
                "-D",
                files.data().toString(),
                "-p",
                Integer.toString(port),
                "-h",
                host(),
                "-k",
                "",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "full_page_writes=on",
                "-c",
                "max_connections=200");
        try {
            return files.command("postgres", arguments)
                    .redirectOutput(log.appended())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(10);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Process running() {
        if (postmaster == null) {
            throw new IllegalStateException("PostgreSQL is not running");
        }
        return postmaster;
    }

    private void run(List<String> arguments) throws IOException {
        Process tool = files.command("initdb", arguments)
                .redirectOutput(log.appended())
                .start();
        boolean ended = waitFor(tool, LIMIT);
        tool.destroyForcibly();
        if (!ended || tool.exitValue() != 0) {
            throw new IllegalStateException("initdb failed\n" + log.lastLines());
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        String pids =
                processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
        try {
            // The shell's built-in kill, because a bare system has no other. The exit code is ignored: a backend may
            // have exited.
            waitFor(
                    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pids)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start(),
                    LIMIT);
        } catch (IOException e) {
            throw new IllegalStateException("this system cannot send signals", e);
        }
    }

    private static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static final class Shared {
        static final Postgres SERVER = create();

        private static Postgres create() {
            try {
                Postgres server = new Postgres("postgres", PostgresFiles.unpacked());
                Runtime.getRuntime().addShutdownHook(new Thread(server::end, "end of test PostgreSQL"));
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

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
 * A real PostgreSQL that keeps its promises ({@code fsync} and {@code synchronous_commit} are on), on 127.0.0.1, with a fresh data directory in each JVM.
 * For one thread at a time, except the addresses, {@link #connect} and {@link #createDatabase}.
 */
public final class Postgres {
    /** The lock of tests that use {@link #current()} (shared) or stop, freeze or kill it (exclusive). */
    public static final String SHARED = "shared PostgreSQL";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USER = "parley";
    private static final String PASSWORD = "only-for-tests";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port = Ports.free();
    private final PostgresFiles files;
    private final ServerLog log = ServerLog.of("postgres");
    private Process postmaster;
    private volatile boolean over;

    private Postgres() throws IOException {
        files = PostgresFiles.unpacked();
        Path password = Files.writeString(files.folder().resolve("password"), PASSWORD);
        files.handOver(password);
        run(List.of("-D", files.data().toString(), "--username=" + USER, "--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"));
    }

    /** The server that the hosts and tests of this JVM share, started on first use, ended with this JVM. */
    public static Postgres current() {
        return Shared.SERVER;
    }

    /** The name of a new database with nothing in it. */
    public String createDatabase() {
        String database = "parley" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For JDBC; without user and password. */
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

    /** What server-config/.../postgresql.* look for in a server's environment. */
    Map<String, String> environment(String database) {
        return Map.of("POSTGRESQL_HOST", host(), "POSTGRESQL_PORT", Integer.toString(port), "POSTGRESQL_DATABASE", database, "POSTGRESQL_USER", USER, "POSTGRESQL_PASSWORD", PASSWORD,
                "PARLEY_DATASOURCE", "jdbc/parley");
    }

    /** A connection past all pools, to see what is really there. The caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?connectTimeout=10&socketTimeout=30", USER, PASSWORD);
    }

    /** Ends every connection to a database, as an administrator can at any moment. */
    public void terminateBackends(String database) {
        try (Connection connection = connect("postgres");
                PreparedStatement statement = connection.prepareStatement("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")) {
            statement.setString(1, database);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when it takes connections: after a kill on the same data and port, once it has recovered. */
    public void start() {
        if (postmaster != null) {
            throw new IllegalStateException("PostgreSQL runs already");
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        postmaster = launch();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                end();
                throw new IllegalStateException("PostgreSQL is not ready in " + LIMIT.toSeconds() + " s\n" + log.lastLines());
            }
            // It refuses to start while a backend of the one that was killed is not quite gone.
            if (waitFor(postmaster, Duration.ofMillis(50))) {
                postmaster = launch();
            }
        }
    }

    /** Ends it and all its backends at once (SIGKILL), as a power cut would for all but the disk. */
    public void kill() {
        Process killed = running();
        // Stopped first: it would start new backends for those that are killed.
        signal("STOP", List.of(killed.toHandle()));
        List<ProcessHandle> backends = killed.descendants().toList();
        backends.forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly();
        if (!waitFor(killed, LIMIT)) {
            throw new IllegalStateException("PostgreSQL cannot be killed");
        }
        postmaster = null;
    }

    /** It stays connected and says nothing more (SIGSTOP), until {@link #thaw}. */
    public void freeze() {
        // First what would start new backends.
        signal("STOP", List.of(running().toHandle()));
        signal("STOP", running().descendants().toList());
    }

    /** Goes on where it was frozen. */
    public void thaw() {
        signal("CONT", Stream.concat(running().descendants(), Stream.of(running().toHandle())).toList());
    }

    private void end() {
        over = true;
        try {
            if (postmaster != null) {
                thaw();
                // At once, but unlike a kill it takes its shared memory along.
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
            throw new IllegalStateException("the test run ends");
        }
        // Without a socket file: its path could get too long, and nobody uses it.
        List<String> arguments = List.of("-D", files.data().toString(), "-p", Integer.toString(port), "-h", host(), "-k", "",
                "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_connections=200");
        try {
            return files.command("postgres", arguments).redirectOutput(log.appended()).start();
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
            throw new IllegalStateException("PostgreSQL does not run");
        }
        return postmaster;
    }

    private void run(List<String> arguments) throws IOException {
        Process tool = files.command("initdb", arguments).redirectOutput(log.appended()).start();
        boolean ended = waitFor(tool, LIMIT);
        tool.destroyForcibly();
        if (!ended || tool.exitValue() != 0) {
            throw new IllegalStateException("initdb failed\n" + log.lastLines());
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        String pids = processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
        try {
            // The shell's own: a bare system has no other. How it ended is not looked at: a backend may have gone by itself.
            waitFor(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pids).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start(), LIMIT);
        } catch (IOException e) {
            throw new IllegalStateException("this system has no signals to stop a process with", e);
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
                Postgres server = new Postgres();
                Runtime.getRuntime().addShutdownHook(new Thread(server::end, "end of test PostgreSQL"));
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The common part of all hosts: one child process with its log and port. Subclasses prepare its files and command
 * line.
 */
abstract class ServerProcess implements Host {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    /** The WAR's log message after every start. */
    private static final String DEPLOYED = "Parley stores messages in";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .sslContext(TrustAll.CONTEXT)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Set<Path> SHOWN = ConcurrentHashMap.newKeySet();

    static {
        // An interrupted test run must not leave servers behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end of test servers"));
    }

    final int port = Ports.free();
    private final String name;
    private final int number;
    private final Map<String, String> settings;
    private final Store store;
    /** Created on first use. */
    private String database;

    private final String contextPath;
    private final ServerLog log;
    private Process process;

    /** @param contextPath empty for the root, otherwise with a leading and without a trailing slash */
    ServerProcess(String name, int number, Map<String, String> settings, Store store, String contextPath) {
        this.name = name;
        this.number = number;
        this.settings = new TreeMap<>(settings);
        if (!name.equals(EmbeddedHost.NAME)) { // by default, guests may enter only the embedded server
            this.settings.putIfAbsent("guests", "true");
        }
        this.settings.putIfAbsent("drain-time", "100ms"); // clients that are done need no time to go elsewhere
        this.settings.putIfAbsent(
                "data",
                Build.fresh(Build.DIRECTORY.resolve("run").resolve(name + "-" + number + "-data"))
                        .toString());
        this.store = store;
        this.contextPath = contextPath;
        this.log = ServerLog.of(name + "-" + number);
    }

    /** The artefact that this host deploys. */
    abstract Path artefact();

    /** Prepares the files; called before every start. */
    abstract void prepare() throws IOException;

    /** The complete command line, java first. */
    abstract List<String> command();

    /**
     * Environment variables in addition to those of the test run: the database variables of
     * server-config/.../postgresql.*.
     */
    Map<String, String> environment() {
        return store == Store.POSTGRES ? Postgres.current().environment(database()) : Map.of();
    }

    /**
     * Gives the running server a new copy of the artefact, or stops a server that cannot replace it at run time.
     *
     * @param pages new contents of some page files
     */
    abstract void replaceArtefact(Map<String, String> pages) throws IOException;

    /**
     * Asks again for the new copy while it is not deployed.
     *
     * @param at a time at which it was not
     */
    void remind(Instant at) {}

    /** Whether the server runs but could not start Parley, so that waiting is useless. */
    boolean refused() {
        return false;
    }

    /** Whether a response to a request for the page shows that Parley has started. */
    boolean isReady(int status) {
        return status == HttpURLConnection.HTTP_OK;
    }

    /** The working directory of the process. */
    Path directory() {
        return Build.DIRECTORY.resolve("run");
    }

    /** This server's private folder. */
    final Path folder() {
        return Build.DIRECTORY.resolve("run").resolve(name + "-" + number);
    }

    /** Parley's settings as arguments for java. */
    final List<String> properties() {
        List<String> properties = new ArrayList<>();
        settings.forEach((key, value) -> properties.add("-Dparley." + key + "=" + value));
        return properties;
    }

    /** The settings for this server's database if the container has no data source; none for SQLite. */
    final List<String> databaseProperties() {
        if (store != Store.POSTGRES) {
            return List.of();
        }
        Postgres postgres = Postgres.current();
        return List.of(
                "-Dparley.database=" + postgres.url(database()),
                "-Dparley.database-user=" + postgres.user(),
                "-Dparley.database-password=" + postgres.password());
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final URI http() {
        return URI.create("http" + tls() + "://127.0.0.1:" + port + contextPath + "/");
    }

    @Override
    public final URI ws() {
        return URI.create("ws" + tls() + "://127.0.0.1:" + port + contextPath + "/ws");
    }

    private String tls() {
        return settings.containsKey("tls-cert") ? "s" : "";
    }

    @Override
    public final void start() {
        if (process != null) {
            throw new IllegalStateException(name + " is already running");
        }
        Path artefact = Build.required(artefact());
        if (SHOWN.add(artefact)) {
            System.out.println(name + " runs " + artefact.getFileName() + " " + Build.sha256(artefact));
        }
        try {
            prepare();
            process = launch(command(), Files.createDirectories(directory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RUNNING.add(process);
        awaitPage();
    }

    @Override
    public final void stop() {
        Process stopped = running();
        stopped.destroy();
        boolean orderly = ended(stopped, STOP_LIMIT);
        if (!orderly) {
            stopped.destroyForcibly();
            ended(stopped, STOP_LIMIT);
        }
        forget(stopped);
        if (!orderly) {
            throw new IllegalStateException(
                    name + " did not stop in " + STOP_LIMIT.toSeconds() + " s\n" + log.lastLines());
        }
    }

    @Override
    public final void redeploy(Map<String, String> pages) {
        int before = log.count(DEPLOYED);
        try {
            replaceArtefact(pages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (process == null) {
            start();
            return;
        }
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        for (Instant now = Instant.now(); log.count(DEPLOYED) == before; now = Instant.now()) {
            remind(now);
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not redeploy\n" + log.lastLines());
            }
            ended(process, Duration.ofMillis(100));
        }
        awaitPage();
    }

    @Override
    public final void kill() {
        Process killed = running();
        killed.destroyForcibly();
        ended(killed, STOP_LIMIT);
        forget(killed);
    }

    @Override
    public final long pid() {
        return running().pid();
    }

    @Override
    public final Path data() {
        return Path.of(settings.get("data"));
    }

    @Override
    public final Store store() {
        return store;
    }

    @Override
    public final String database() {
        if (store != Store.POSTGRES) {
            throw new IllegalStateException(name + " has no database; it stores messages in " + data());
        }
        if (database == null) {
            database = Postgres.current().createDatabase();
        }
        return database;
    }

    /** Uses another server's database. Call it before the first start. */
    final void share(String shared) {
        database = shared;
    }

    @Override
    public final Path log() {
        return log.file();
    }

    @Override
    public final void close() {
        if (process != null) {
            kill();
        }
    }

    /** Runs a command in a directory and appends its output to the log. */
    final void run(List<String> command, Path directory) throws IOException {
        Process tool = launch(command, directory);
        RUNNING.add(tool);
        boolean ended = ended(tool, START_LIMIT);
        tool.destroyForcibly();
        RUNNING.remove(tool);
        if (!ended || tool.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed\n" + log.lastLines());
        }
    }

    private Process launch(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.appended());
        builder.directory(directory.toFile());
        // A developer's own options must not affect the server under test.
        builder.environment()
                .keySet()
                .removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "JBOSS_HOME"));
        builder.environment().keySet().removeIf(variable -> variable.matches("(PARLEY|POSTGRESQL|OPENID)_.*"));
        builder.environment().putAll(environment());
        return builder.start();
    }

    private void awaitPage() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        HttpRequest page =
                HttpRequest.newBuilder(http()).timeout(Duration.ofSeconds(10)).build();
        while (process.isAlive() && !refused() && System.nanoTime() < deadline) {
            if (answers(page)) {
                return;
            }
            ended(process, Duration.ofMillis(100));
        }
        String how = refused()
                ? "refused the WAR"
                : process.isAlive()
                        ? "did not answer in " + START_LIMIT.toSeconds() + " s"
                        : "ended with " + process.exitValue();
        close();
        throw new IllegalStateException(name + " " + how + "; the end of " + log.file() + ":\n" + log.lastLines());
    }

    private boolean answers(HttpRequest page) {
        try {
            return isReady(
                    CLIENT.send(page, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " is not running");
        }
        return process;
    }

    private void forget(Process ended) {
        RUNNING.remove(ended);
        process = null;
    }
}

package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The machine's own redis-server on 127.0.0.1. Not thread-safe. */
public final class RedisProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long GLANCE_NANOS = 10_000_000;
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end of test Redis"));
    }

    private final int port = Ports.free();
    private final ServerLog log = ServerLog.of("redis-" + NUMBERS.incrementAndGet());
    private final List<String> command = new ArrayList<>();
    private final boolean encrypted;
    private Process process;

    private RedisProcess(Path program, boolean encrypted, List<String> options) throws IOException {
        this.encrypted = encrypted;
        Path folder = Files.createDirectories(Build.DIRECTORY.resolve("run"));
        command.addAll(List.of(
                program.toString(),
                "--bind",
                "127.0.0.1",
                encrypted ? "--tls-port" : "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                folder.toString()));
        command.addAll(options);
    }

    /**
     * Starts one. Skips the test if the machine has none, or fails it if {@code parley.redis} is {@code required}.
     *
     * @param options of redis-server, such as {@code --requirepass}
     */
    public static RedisProcess started(String... options) throws IOException, InterruptedException {
        return started(false, List.of(options));
    }

    /** Starts one that speaks only TLS, with the files that {@link TestCertificate#writeTo} has put into this folder. */
    public static RedisProcess encrypted(Path certificate, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--port",
                "0",
                "--tls-auth-clients",
                "no",
                "--tls-cert-file",
                certificate.resolve("chain.pem").toString(),
                "--tls-key-file",
                certificate.resolve("key.pem").toString(),
                "--tls-ca-cert-file",
                certificate.resolve("chain.pem").toString()));
        all.addAll(List.of(options));
        return started(true, all);
    }

    private static RedisProcess started(boolean encrypted, List<String> options)
            throws IOException, InterruptedException {
        Interpreter found = Interpreter.find(
                "redis",
                "redis-server",
                "NO redis-server, SO THE TESTS OF THE DOORBELL BY REDIS DO NOT RUN. Install one (apt-get install redis-server), or name it in the environment: PARLEY_REDIS=/path/to/redis-server",
                "--version");
        RedisProcess redis = new RedisProcess(found.executable(), encrypted, options);
        redis.start();
        return redis;
    }

    /** Such as {@code redis://127.0.0.1:20123}. */
    public String url() {
        return url("");
    }

    /** @param credentials such as {@code user:password@} */
    public String url(String credentials) {
        return (encrypted ? "rediss://" : "redis://") + credentials + "127.0.0.1:" + port;
    }

    /** Starts it again, on the same port, and waits until it answers. */
    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.appended())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RUNNING.add(process);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("redis-server does not start\n" + log.lastLines());
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Sends a command, such as {@code FLUSHALL}. Returns the first line of the answer. Not for one that speaks TLS. */
    public String tell(String words) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            for (int next = socket.getInputStream().read(); next > 0 && next != '\r'; ) {
                answer.append((char) next);
                next = socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    /** Kills it at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        RUNNING.remove(process);
    }

    /** Stops it (SIGSTOP) with open connections, until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
    }

    /** Resumes it. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}

package chat.parley.cluster;

import chat.parley.client.RawHttp;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Interpreter;
import chat.parley.e2e.host.Ports;
import chat.parley.e2e.host.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The machine's own nginx or HAProxy before two servers that are called one and two, with the sample from deploy/: only
 * its addresses and paths are replaced. Not thread-safe.
 */
final class Balancer implements AutoCloseable {
    private static final Path SAMPLES = Path.of("deploy");
    private static final Path RUN =
            Path.of(System.getProperty("parley.build", "target"), "run").toAbsolutePath();
    private static final long GLANCE_NANOS = 50_000_000;
    private static final long END_SECONDS = 10;

    enum Kind {
        NGINX,
        HAPROXY
    }

    private final int port = Ports.free();
    private final Path folder;
    private final Process process;

    private Balancer(Kind kind, Host one, Host two) throws IOException, InterruptedException {
        folder = Files.createTempDirectory(Files.createDirectories(RUN), kind + "-");
        TestCertificate certificate = TestCertificate.make("EC");
        certificate.writeTo(folder);
        Files.writeString(folder.resolve("both.pem"), certificate.chainText() + certificate.keyText());
        List<String> command = kind == Kind.NGINX ? nginx(one, two) : haproxy(one, two);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // nginx then ends its workers, too
    }

    /** Starts it, and waits until it passes requests on. Skips the test without the program. */
    static Balancer start(Kind kind, Host one, Host two) throws IOException, InterruptedException {
        Balancer balancer = new Balancer(kind, one, two);
        balancer.awaitHealth();
        return balancer;
    }

    private List<String> nginx(Host one, Host two) throws IOException, InterruptedException {
        Path program = program("nginx", "-v");
        Path sample = Files.writeString(
                folder.resolve("parley.conf"),
                new Sample(SAMPLES.resolve("nginx/parley.conf"))
                        .with("10.71.0.11:8080", one.http().getAuthority())
                        .with("10.71.0.12:8080", two.http().getAuthority())
                        .with("listen 443 ", "listen 127.0.0.1:" + port + " ")
                        .with("/etc/letsencrypt/live/chat.example.org/fullchain.pem", folder + "/chain.pem")
                        .with("/etc/letsencrypt/live/chat.example.org/privkey.pem", folder + "/key.pem")
                        .with("/var/log/nginx/", folder + "/")
                        .text());
        StringBuilder main = new StringBuilder("daemon off;\nerror_log stderr;\nevents {}\n");
        if (System.getProperty("user.name").equals("root")) {
            main.append("user root;\n"); // who may read the folder of the build
        }
        main.append("pid ").append(folder).append("/pid;\nhttp {\n");
        for (String use : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            main.append(use)
                    .append("_temp_path ")
                    .append(folder)
                    .append("/")
                    .append(use)
                    .append(";\n");
        }
        main.append("include ").append(sample).append(";\n}\n");
        Path file = Files.writeString(folder.resolve("nginx.conf"), main);
        return List.of(program.toString(), "-p", folder.toString(), "-c", file.toString());
    }

    private List<String> haproxy(Host one, Host two) throws IOException, InterruptedException {
        Path program = program("haproxy", "-v");
        Path file = Files.writeString(
                folder.resolve("haproxy.cfg"),
                new Sample(SAMPLES.resolve("haproxy/haproxy.cfg"))
                        .with("    user haproxy\n    group haproxy\n", "")
                        .with("maxconn 40000", "maxconn 1000") // this machine may have fewer file descriptors
                        .with("log /dev/log local0", "log stdout format raw local0")
                        .with("10.71.0.11:8080", one.http().getAuthority())
                        .with("10.71.0.12:8080", two.http().getAuthority())
                        .with("bind :443 ", "bind 127.0.0.1:" + port + " ")
                        .with("/etc/haproxy/chat.example.org.pem", folder + "/both.pem")
                        .text());
        return List.of(program.toString(), "-db", "-f", file.toString());
    }

    private static Path program(String name, String probe) throws IOException, InterruptedException {
        return Interpreter.find(
                        name,
                        name,
                        "NO " + name + ", SO ITS SAMPLE CONFIGURATION IS NOT TESTED. Install it: apt-get install "
                                + name,
                        probe)
                .executable();
    }

    private void awaitHealth() throws IOException {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (health() != 200) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(Files.readString(folder.resolve("output.log")));
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private int health() {
        try {
            return RawHttp.get(http(), "/health/ready").status();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** Ends in a slash. */
    URI http() {
        return URI.create("https://127.0.0.1:" + port + "/");
    }

    URI ws() {
        return URI.create("wss://127.0.0.1:" + port + "/ws");
    }

    /** What it has logged so far. */
    String log() throws IOException {
        Path access = folder.resolve("parley.log");
        return Files.readString(folder.resolve("output.log")) + (Files.exists(access) ? Files.readString(access) : "");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A sample configuration in which each replaced text must occur. */
    private record Sample(String text) {
        Sample(Path file) throws IOException {
            this(Files.readString(file));
        }

        Sample with(String text, String replacement) {
            if (!this.text.contains(text)) {
                throw new AssertionError("the sample lacks " + text);
            }
            return new Sample(this.text.replace(text, replacement));
        }
    }
}

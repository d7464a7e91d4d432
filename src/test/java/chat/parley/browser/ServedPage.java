package chat.parley.browser;

import chat.parley.e2e.host.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** A standalone server of any build of Parley, to measure its page. Its data is deleted with it. */
final class ServedPage implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final URI http;
    private final Path data;
    private final Process process;

    /** Starts the server and waits until it serves the page. */
    ServedPage(String name, Path jar) throws IOException, InterruptedException {
        this.name = name;
        int port = Ports.free();
        http = URI.create("http://127.0.0.1:" + port + "/");
        data = Files.createTempDirectory("parley-page");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dparley.data=" + data,
                        "-Dparley.rate=1000",
                        "-jar",
                        jar.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
        awaitPage();
    }

    String name() {
        return name;
    }

    URI http() {
        return http;
    }

    URI ws() {
        return URI.create("ws" + http.toString().substring("http".length()) + "ws");
    }

    private void awaitPage() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                String log = Files.readString(data.resolve("server.log"));
                close();
                throw new IOException(name + " does not start: " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(http).build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

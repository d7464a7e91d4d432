package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the loaded classes of {@code parley.jar} (application class-data sharing), with which an embedded
 * server starts and answers in two thirds of the time. A JVM that cannot use the archive ignores it.
 */
public final class ClassArchive {
    private static final long LIMIT_SECONDS = 120;
    private static final String LAST = "\"ref\":\"the-end\"";
    private static final String COMMANDS = """
            {"type":"hello","name":"Mira","key":"a-key-for-the-archive"}
            {"type":"join","room":"archive"}
            {"type":"post","ref":"post","room":"archive","text":"hello"}
            {"type":"history","room":"archive"}
            {"type":"search","query":"hello"}
            {"type":"ping","ref":"the-end"}
            """;

    private static Path made;

    private ClassArchive() {}

    /** The JVM option to use the archive. The first call creates it by starting and stopping a server. */
    public static synchronized String option() {
        if (made == null) {
            try {
                made = make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return "-XX:SharedArchiveFile=" + made;
    }

    private static Path make() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(
                Build.fresh(Build.DIRECTORY.resolve("run").resolve("class-archive")));
        Path archive = folder.resolve("parley.jsa");
        Path log = folder.resolve("log");
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-jar",
                Build.required(Build.JAR).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve("data").toString()));
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (server.isAlive()
                    && System.nanoTime() < deadline
                    && !Files.readString(log).contains("Parley is running")) {
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
            talk(port);
            server.destroy();
            if (!server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
                throw new IOException("class archive not created:\n" + Files.readString(log));
            }
            return archive;
        } finally {
            server.destroyForcibly();
        }
    }

    /** Loads the page and talks, so that the archive has the classes for that, too. */
    private static void talk(int port) throws IOException, InterruptedException {
        String address = "://127.0.0.1:" + port + "/";
        HttpClient client = HttpClient.newHttpClient();
        for (String target : List.of("", "api/rooms", "socket.io/?EIO=4&transport=polling")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http" + address + target))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        }
        Answers answers = new Answers();
        WebSocket socket = client.newWebSocketBuilder()
                .subprotocols("parley.v1")
                .buildAsync(URI.create("ws" + address + "ws"), answers)
                .join();
        for (String command : (Iterable<String>) COMMANDS.lines()::iterator) {
            socket.sendText(command, true).join();
        }
        answers.last.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        socket.abort();
    }

    private static final class Answers implements WebSocket.Listener {
        private final StringBuilder heard = new StringBuilder();
        private final CompletableFuture<Void> last = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isWhole) {
            if (heard.append(text).indexOf(LAST) >= 0) {
                last.complete(null);
            }
            from.request(1);
            return null;
        }
    }
}

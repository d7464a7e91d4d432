package chat.parley.e2e.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the loaded classes of {@code parley.jar} (application class-data sharing), with which an embedded
 * server starts in half the time. A JVM that cannot use the archive ignores it.
 */
public final class ClassArchive {
    private static final long LIMIT_SECONDS = 120;

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
        Path folder = Files.createDirectories(Build.fresh(Build.DIRECTORY.resolve("run").resolve("class-archive")));
        Path archive = folder.resolve("parley.jsa");
        Path log = folder.resolve("log");
        List<String> command = List.of(Build.JAVA.toString(), "-XX:ArchiveClassesAtExit=" + archive, "-jar", Build.required(Build.JAR).toString(),
                "--port", "0", "--data", folder.resolve("data").toString());
        Process server = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (server.isAlive() && System.nanoTime() < deadline && !Files.readString(log).contains("Parley is running")) {
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
            server.destroy();
            if (!server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
                throw new IOException("class archive not created:\n" + Files.readString(log));
            }
            return archive;
        } finally {
            server.destroyForcibly();
        }
    }
}

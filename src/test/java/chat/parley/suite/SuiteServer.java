package chat.parley.suite;

import chat.parley.e2e.host.Hosts;
import chat.parley.embedded.EmbeddedSuite;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the servers for the test suites on the host named by the system property {@code parley.host}, until the
 * process is stopped. WildFly and Payara need the layout that {@code mvn verify} creates.
 */
public final class SuiteServer {
    /** Default port of the suites. */
    private static final int DEFAULT_PORT = 3000;

    private static final Path BUILD = Path.of("target");
    private static final String CLASSES = "/WEB-INF/classes/chat/parley/";

    private SuiteServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (System.getProperty("parley.host", "embedded").equals("embedded")) {
            System.out.println("Test suite servers at "
                    + new EmbeddedSuite(args.length == 0 ? DEFAULT_PORT : Integer.parseInt(args[0]), SuiteApp.engines())
                            .url());
        } else {
            System.setProperty("parley.war", war().toString());
            System.out.println("Test suite servers at " + Hosts.fresh(Map.of()).http());
        }
        new CountDownLatch(1).await();
    }

    /** Parley's WAR with {@link SuiteListener} in place of Parley's own listener. */
    private static Path war() throws IOException {
        Path war = BUILD.resolve("suite.war").toAbsolutePath();
        Files.copy(BUILD.resolve("parley.war"), war, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem files = FileSystems.newFileSystem(war)) {
            Files.delete(files.getPath(CLASSES + "WebApp.class"));
            Files.createDirectories(files.getPath(CLASSES + "suite"));
            for (String name : List.of("SuiteApp", "SuiteApp$1", "SuiteListener")) {
                Path compiled = BUILD.resolve("test-classes/chat/parley/suite/" + name + ".class");
                Files.copy(compiled, files.getPath(CLASSES + "suite/" + name + ".class"));
            }
        }
        return war;
    }
}

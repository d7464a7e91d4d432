package chat.parley.suite;

import chat.parley.embedded.EmbeddedSuite;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the suites' servers on the host that the system property {@code parley.host} names, until it is told to end. On WildFly and Payara after {@code mvn verify} has laid them out. */
public final class SuiteServer {
    /** Which the suites have by themselves. */
    private static final int USUAL = 3000;
    private static final Path BUILD = Path.of("target");
    private static final String CLASSES = "/WEB-INF/classes/chat/parley/";

    private SuiteServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (System.getProperty("parley.host", "embedded").equals("embedded")) {
            System.out.println("The suites' servers are at " + new EmbeddedSuite(args.length == 0 ? USUAL : Integer.parseInt(args[0]), SuiteApp.engines()).url());
        } else {
            System.setProperty("parley.war", war().toString());
            System.out.println("The suites' servers are at " + Hosts.fresh(Map.of()).http());
        }
        new CountDownLatch(1).await();
    }

    /** Parley's own WAR, with the suites' listener in the place of Parley's. */
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

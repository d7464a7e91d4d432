package chat.parley.e2e.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jetty, without JSON-B and managed threads, at the root; configured as in server-config/README.md. */
final class JettyHost extends ServerProcess {
    JettyHost(int number, Map<String, String> settings, Store store) {
        super("jetty", number, settings, store, "");
    }

    /** No data source: on Jetty, Parley's own settings configure the database. */
    @Override
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    Path artefact() {
        return Build.WAR;
    }

    @Override
    void prepare() throws IOException {
        Build.delete(folder());
        for (String each : List.of("start.d", "temp", "webapps")) {
            Files.createDirectories(folder().resolve(each));
        }
        Files.copy(
                Build.source("server-config/jetty/parley.ini"),
                folder().resolve("start.d").resolve("parley.ini"));
        Files.copy(
                Build.source("server-config/jetty/ROOT.xml"),
                folder().resolve("webapps").resolve("ROOT.xml"));
        Files.copy(Build.WAR, folder().resolve("webapps").resolve("ROOT.war"));
    }

    // Atomically: Jetty must not deploy a partial file.
    @Override
    void replaceArtefact(Map<String, String> pages) throws IOException {
        Path copy = Build.copyWar(folder().resolve("ROOT.war"), pages);
        Files.move(copy, folder().resolve("webapps").resolve("ROOT.war"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.addAll(properties());
        command.addAll(databaseProperties());
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder().resolve("temp"),
                "-jar",
                Build.unpacked("jetty").resolve("start.jar").toString(),
                "jetty.base=" + folder(),
                "jetty.http.port=" + port));
        return command;
    }
}

package chat.parley.e2e.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tomcat, without JSON-B and managed threads, at the root; configured as in server-config/README.md. */
final class TomcatHost extends ServerProcess {
    /** Like {@code conf/server.xml}, reduced to the attributes that Parley needs. */
    private static final String SERVER = """
            <Server port="-1">
              <Service name="Catalina">
                <Connector port="%d" address="127.0.0.1" encodedSolidusHandling="decode" maxHttpRequestHeaderSize="32768" maxThreads="40"/>
                <Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine>
              </Service>
            </Server>
            """;

    TomcatHost(int number, Map<String, String> settings, Store store) {
        super("tomcat", number, settings, store, "");
    }

    /** No data source: on Tomcat, Parley's own settings configure the database. */
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
        for (String each : List.of("conf", "logs", "temp", "webapps")) {
            Files.createDirectories(folder().resolve(each));
        }
        Path home = Build.unpacked("tomcat");
        Files.copy(
                home.resolve("conf").resolve("web.xml"),
                folder().resolve("conf").resolve("web.xml"));
        Files.writeString(folder().resolve("conf").resolve("server.xml"), SERVER.formatted(port));
        Files.copy(Build.WAR, folder().resolve("webapps").resolve("ROOT.war"));
    }

    // Atomically: Tomcat must not deploy a partial file.
    @Override
    void replaceArtefact(Map<String, String> pages) throws IOException {
        Path copy = Build.copyWar(folder().resolve("ROOT.war"), pages);
        Files.move(copy, folder().resolve("webapps").resolve("ROOT.war"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    List<String> command() {
        Path home = Build.unpacked("tomcat");
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
        command.addAll(properties());
        command.addAll(databaseProperties());
        command.addAll(List.of(
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + folder(),
                "-Djava.io.tmpdir=" + folder().resolve("temp"),
                "-cp",
                home.resolve("bin/bootstrap.jar") + File.pathSeparator + home.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return command;
    }
}

package chat.parley.bench.peer;

import chat.parley.e2e.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** WildFly on a copy of its standalone folder, configured by server-config/wildfly for either WAR. */
final class WildFly {
    private static final Path HOME = Container.TARGET.resolve("wildfly");
    private static final String NO_COLOUR = "-Dorg.jboss.logmanager.nocolor=true";
    private static final long CONFIGURE_SECONDS = 120;

    private final Path folder;

    WildFly(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    List<String> lay(Path war, int port, List<String> properties) throws IOException {
        Folders.delete(folder);
        Folders.copy(Container.required(HOME).resolve("standalone"), folder);
        configure();
        // This name deploys it at the root, as in parley.cli.
        Files.copy(war, folder.resolve("deployments").resolve("parley.war"));
        return command(port, properties);
    }

    // The script expects a running server; the added lines make jboss-cli use an embedded one.
    private void configure() throws IOException {
        List<String> script = new ArrayList<>(List.of("embed-server --server-config=standalone.xml --std-out=echo"));
        script.addAll(Files.readAllLines(Container.TARGET.resolveSibling("server-config/wildfly/parley.cli")));
        script.add("stop-embedded-server");
        Path file = Files.write(folder.resolve("configure.cli"), script);
        Path log = folder.resolve("configure.log");
        List<String> command = new ArrayList<>(List.of(Container.JAVA, "-Xmx256m", NO_COLOUR));
        command.addAll(folders());
        command.add("-Djboss.cli.config=" + HOME.resolve("bin/jboss-cli.xml"));
        command.addAll(modules("org.jboss.as.cli"));
        command.add("--file=" + file);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JBOSS_HOME", HOME.toString());
        Process cli = builder.start();
        try {
            if (!cli.waitFor(CONFIGURE_SECONDS, TimeUnit.SECONDS) || cli.exitValue() != 0) {
                throw new IllegalStateException("jboss-cli failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            cli.destroyForcibly();
        }
    }

    // java itself, not standalone.sh: the caller measures the process that it starts.
    private List<String> command(int port, List<String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(Container.JAVA, Container.HEAP, "-XX:+ExitOnOutOfMemoryError"));
        // The same as in bin/common.sh.
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.lang.invoke",
                "java.base/java.lang.reflect",
                "java.base/java.io",
                "java.base/java.net",
                "java.base/java.security",
                "java.base/java.util",
                "java.base/java.util.concurrent",
                "java.management/javax.management",
                "java.naming/javax.naming")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(NO_COLOUR, "-Djava.net.preferIPv4Stack=true"));
        command.add("-Dorg.jboss.boot.log.file=" + folder.resolve("log/server.log"));
        command.add("-Dlogging.configuration="
                + folder.resolve("configuration/logging.properties").toUri());
        command.addAll(folders());
        command.addAll(properties);
        command.addAll(modules("org.jboss.as.standalone"));
        command.addAll(List.of("-Djboss.bind.address=127.0.0.1", "-Djboss.bind.address.management=127.0.0.1"));
        command.addAll(List.of("-Djboss.http.port=" + port, "-Djboss.management.http.port=" + Ports.free()));
        return command;
    }

    private List<String> folders() {
        return List.of("-Djboss.home.dir=" + HOME, "-Djboss.server.base.dir=" + folder);
    }

    private static List<String> modules(String main) {
        return List.of(
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules").toString(),
                main);
    }
}

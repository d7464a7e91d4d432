package chat.parley.e2e.host;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** WildFly on a copy of its standalone folder, configured by server-config/wildfly, with Parley at the root. */
final class WildFlyHost extends ServerProcess {
    private static final Path HOME = Build.DIRECTORY.resolve("wildfly");

    private static final String MODULES = "modules";
    private static final String NO_COLOUR = "-Dorg.jboss.logmanager.nocolor=true";
    private static final Map<String, Path> CONFIGURED = new HashMap<>();

    private final int managementPort = Ports.free();
    private final Security security;

    WildFlyHost(int number, Map<String, String> settings, Store store, Security security) {
        super("wildfly", number, settings, store, "");
        this.security = security;
    }

    @Override
    Path artefact() {
        return Build.WAR;
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(super.environment());
        environment.putAll(security.environment());
        environment.put("JBOSS_HOME", HOME.toString());
        return environment;
    }

    @Override
    void prepare() throws IOException {
        // Recreated on every start: after a kill, the marker files beside the WAR are stale.
        Build.delete(folder());
        Build.copy(configured(), folder());
        Files.copy(Build.WAR, deployments().resolve("parley.war"));
    }

    // Atomically: WildFly's scanner must not deploy a partial file.
    @Override
    void replaceArtefact(Map<String, String> pages) throws IOException {
        Path copy = Build.copyWar(folder().resolve("parley.war"), pages);
        Files.move(copy, deployments().resolve("parley.war"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    boolean isReady(int status) {
        return super.isReady(status)
                || security.isSet()
                        && (status == HttpURLConnection.HTTP_UNAUTHORIZED
                                || status == HttpURLConnection.HTTP_MOVED_TEMP);
    }

    @Override
    boolean refused() {
        return Files.exists(deployments().resolve("parley.war.failed"));
    }

    private Path deployments() {
        return folder().resolve("deployments");
    }

    /**
     * A standalone folder configured for a store and ways to sign in; created once per JVM, because jboss-cli takes as
     * long as a server start.
     */
    private Path configured() throws IOException {
        synchronized (WildFlyHost.class) {
            String kind = store() + (security.isSet() ? "-" + security.script() : "");
            Path base = CONFIGURED.get(kind);
            if (base == null) {
                base = Build.DIRECTORY.resolve("run").resolve("wildfly-configured-" + kind);
                Build.delete(base);
                Files.createDirectories(base.getParent());
                Build.copy(Build.required(HOME).resolve("standalone"), base);
                Files.createDirectories(base.resolve(MODULES));
                configure(base);
                CONFIGURED.put(kind, base);
            }
            return base;
        }
    }

    // The scripts expect a running server; the added lines make jboss-cli use an embedded one.
    private void configure(Path base) throws IOException {
        List<String> script = new ArrayList<>(List.of("embed-server --server-config=standalone.xml --std-out=echo"));
        script.addAll(Files.readAllLines(Build.source("server-config/wildfly/parley.cli")));
        if (store() == Store.POSTGRES) {
            // As in the script's comment, but with the module outside of WildFly's own modules, which all test runs
            // share.
            script.add("module add --name=org.postgresql --dependencies=java.se --resources=" + Build.postgresqlDriver()
                    + " --module-root-dir=" + base.resolve(MODULES));
            script.addAll(Files.readAllLines(Build.source("server-config/wildfly/postgresql.cli")));
        }
        if (security.isSet()) {
            script.addAll(Files.readAllLines(Build.source("server-config/wildfly/" + security.script() + ".cli")));
        }
        if (security.equals(Security.USERS)) {
            addUsers(base.resolve("configuration/application-users.properties"));
        }
        script.add("stop-embedded-server");
        Path file = base.resolve("configure.cli");
        Files.write(file, script);
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString(), "-Xmx256m", NO_COLOUR));
        command.addAll(folders(base));
        command.add("-Djboss.cli.config=" + HOME.resolve("bin/jboss-cli.xml"));
        command.addAll(modules(base, "org.jboss.as.cli"));
        command.add("--file=" + file);
        run(command, Build.source("server-config/wildfly"));
    }

    /** As add-user.sh does. */
    private static void addUsers(Path file) throws IOException {
        for (Map.Entry<String, String> user : Security.PASSWORDS.entrySet()) {
            String text = user.getKey() + ":ApplicationRealm:" + user.getValue();
            Files.writeString(
                    file,
                    user.getKey() + "=" + Build.digest("MD5", text.getBytes(StandardCharsets.UTF_8)) + "\n",
                    StandardOpenOption.APPEND);
        }
    }

    // java itself, not standalone.sh: signals must reach the server directly.
    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(Build.JAVA.toString()));
        command.addAll(Build.JVM);
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
        command.add("--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED");
        command.add("--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED");
        command.add(NO_COLOUR);
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-Dorg.jboss.boot.log.file=" + folder().resolve("log/server.log"));
        command.add("-Dlogging.configuration="
                + folder().resolve("configuration/logging.properties").toUri());
        command.addAll(folders(folder()));
        command.addAll(properties());
        command.addAll(modules(folder(), "org.jboss.as.standalone"));
        command.add("-Djboss.bind.address=127.0.0.1");
        command.add("-Djboss.bind.address.management=127.0.0.1");
        command.add("-Djboss.http.port=" + port);
        command.add("-Djboss.management.http.port=" + managementPort);
        return command;
    }

    private static List<String> folders(Path base) {
        return List.of("-Djboss.home.dir=" + HOME, "-Djboss.server.base.dir=" + base);
    }

    private static List<String> modules(Path base, String main) {
        return List.of(
                "-jar",
                HOME.resolve("jboss-modules.jar").toString(),
                "-mp",
                HOME.resolve("modules") + File.pathSeparator + base.resolve(MODULES),
                main);
    }
}

package chat.parley.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A Jakarta EE container with one WAR at its root. Creates the folder and the command line; the caller starts the
 * server.
 */
public enum Container {
    WILDFLY {
        @Override
        public List<String> lay(Path war, Path folder, int port, List<String> properties) throws IOException {
            return new WildFly(folder).lay(war, port, properties);
        }
    },
    PAYARA {
        @Override
        public List<String> lay(Path war, Path folder, int port, List<String> properties) throws IOException {
            return Payara.lay(war, folder, port, properties);
        }
    };

    /** Provisions missing servers in {@code target/} without running tests. */
    public static final String PROVISION = "mvn -q wildfly:provision@wildfly dependency:copy@payara";

    /** The same heap for both containers. */
    static final String HEAP = "-Xmx1g";

    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * Recreates the folder with the WAR in it.
     *
     * @param properties arguments for java, such as {@code -Dparley.rate=1000000}
     * @return the command line, java first. The server answers at {@code http://127.0.0.1:port/} once the WAR is
     *     deployed. It does not print that address, so try an upgrade until one succeeds
     */
    public abstract List<String> lay(Path war, Path folder, int port, List<String> properties) throws IOException;

    /** A file that provisioning creates. */
    static Path required(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: " + PROVISION);
        }
        return file;
    }

    /**
     * The command to start the container with an empty store, with Parley if {@code what} is {@code parley}, else
     * with the plain endpoint.
     */
    public List<String> command(String what, int port) throws IOException {
        Path bench = TARGET.resolve("bench");
        Path folder = bench.resolve(name().toLowerCase(Locale.ROOT) + "-" + what);
        if (what.equals("plain")) {
            return lay(PlainWar.write(bench.resolve("plain.war")), folder, port, List.of());
        }
        Path data = folder.resolveSibling(folder.getFileName() + "-data");
        // Joining clients would receive the backlog of an earlier run.
        Folders.delete(data);
        return lay(
                required(TARGET.resolve("parley.war")),
                folder,
                port,
                List.of("-Dparley.rate=1000000", "-Dparley.burst=1000000", "-Dparley.data=" + data));
    }
}

package chat.parley.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A Jakarta EE container with one WAR at its root. Lays out a folder of its own and says how to start the server; starting it is the caller's part. */
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

    /** Provisions what is missing in {@code target/}, without any test. */
    public static final String PROVISION = "mvn -q wildfly:provision@wildfly dependency:copy@payara";

    /** The heap is the same for both containers. */
    static final String HEAP = "-Xmx1g";

    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * Makes the folder afresh with the WAR in it.
     *
     * @param properties arguments to java, as {@code -Dparley.rate=1000000}
     * @return the command line, java first; the server answers at {@code http://127.0.0.1:port/} once the WAR is deployed; it prints no line with that address, so try an upgrade until one succeeds
     */
    public abstract List<String> lay(Path war, Path folder, int port, List<String> properties) throws IOException;

    /** A file that provisioning makes. */
    static Path required(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: " + PROVISION);
        }
        return file;
    }

    /** The command that starts it with Parley, for {@code what} being {@code parley}, or else with the plainest endpoint; with nothing stored. */
    public List<String> command(String what, int port) throws IOException {
        Path bench = TARGET.resolve("bench");
        Path folder = bench.resolve(name().toLowerCase(Locale.ROOT) + "-" + what);
        if (what.equals("plain")) {
            return lay(PlainWar.write(bench.resolve("plain.war")), folder, port, List.of());
        }
        Path data = folder.resolveSibling(folder.getFileName() + "-data");
        // Whoever joins would be told what an earlier run left there.
        Folders.delete(data);
        return lay(required(TARGET.resolve("parley.war")), folder, port, List.of("-Dparley.rate=1000000", "-Dparley.burst=1000000", "-Dparley.data=" + data));
    }
}

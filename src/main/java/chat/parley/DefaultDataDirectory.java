package chat.parley;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data directory to use when the setting {@code data} has its default. In a container it is a directory of the
 * container, because a relative path would depend on the directory in which the server was started.
 *
 * @param warning a warning to log
 */
record DefaultDataDirectory(Path directory, Optional<String> warning) {
    private static final String FOLDER = "parley";
    private static final String STORE = "parley.db";
    private static final String PAYARA = "com.sun.aas.instanceRoot";
    /** The data directories of WildFly, Payara and GlassFish, Tomcat, and Jetty. */
    private static final List<String> CONTAINER_PROPERTIES =
            List.of("jboss.server.data.dir", PAYARA, "catalina.base", "jetty.base");

    /**
     * @param properties the system properties
     * @param fallback the setting's default, relative to the working directory; used in a container if it already has a
     *     store and the container's directory has none
     */
    static DefaultDataDirectory in(Map<String, String> properties, Path fallback) {
        Optional<Path> container = CONTAINER_PROPERTIES.stream()
                .map(properties::get)
                .flatMap(Stream::ofNullable)
                .map(Path::of)
                .filter(directory -> !isTemporary(directory, properties))
                .map(directory -> directory.resolve(FOLDER))
                .findFirst();
        if (container.isEmpty()) {
            return new DefaultDataDirectory(fallback, Optional.empty());
        }
        if (Files.exists(fallback.resolve(STORE))
                && !Files.exists(container.get().resolve(STORE))) {
            return new DefaultDataDirectory(
                    fallback,
                    Optional.of("The store is in " + fallback.toAbsolutePath()
                            + ", a path relative to the server's working directory. Set data to that directory,"
                            + " or stop the server and move all its files to "
                            + container.get().toAbsolutePath()));
        }
        return new DefaultDataDirectory(container.get(), Optional.empty());
    }

    /** Payara Micro without {@code --rootdir} uses a temporary directory that is lost on restart. */
    private static boolean isTemporary(Path directory, Map<String, String> properties) {
        String temporary = properties.get("java.io.tmpdir");
        return temporary != null
                && properties.containsKey(PAYARA)
                && directory
                        .toAbsolutePath()
                        .normalize()
                        .startsWith(Path.of(temporary).toAbsolutePath().normalize());
    }
}

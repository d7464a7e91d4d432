package chat.parley;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the store is while the setting {@code data} does not say it. In a container, a directory relative to wherever the
 * server was started would be another one, and another store, after a start from elsewhere.
 *
 * @param warning what the log should say about it
 */
record DataPlace(Path directory, Optional<String> warning) {
    private static final String OWN = "parley";
    private static final String STORE = "parley.db";
    /** The directories of containers: of WildFly, of Payara and GlassFish, of Tomcat, of Jetty. */
    private static final List<String> CONTAINERS = List.of("jboss.server.data.dir", "com.sun.aas.instanceRoot", "catalina.base", "jetty.base");

    /**
     * @param properties the system properties
     * @param standard the setting's default, relative to the working directory; a store that is there already stays in use
     */
    static DataPlace in(Map<String, String> properties, Path standard) {
        Optional<Path> container = CONTAINERS.stream().map(properties::get).flatMap(Stream::ofNullable).map(Path::of)
                .filter(directory -> !isTemporary(directory, properties)).map(directory -> directory.resolve(OWN)).findFirst();
        if (container.isEmpty()) {
            return new DataPlace(standard, Optional.empty());
        }
        if (Files.exists(standard.resolve(STORE)) && !Files.exists(container.get().resolve(STORE))) {
            return new DataPlace(standard, Optional.of("The store is in " + standard.toAbsolutePath() + ", which depends on where the server is started."
                    + " Set data to that directory, or stop the server and move all files from there to " + container.get().toAbsolutePath()));
        }
        return new DataPlace(container.get(), Optional.empty());
    }

    /** As that of Payara Micro without {@code --rootdir}, which is gone after the next start. */
    private static boolean isTemporary(Path directory, Map<String, String> properties) {
        String temporary = properties.get("java.io.tmpdir");
        return temporary != null && directory.toAbsolutePath().normalize().startsWith(Path.of(temporary).toAbsolutePath().normalize());
    }
}

package chat.parley.e2e.host;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A server process with Parley. Not thread-safe, except {@link #log()} and the addresses. */
public interface Host extends AutoCloseable {
    /** {@code embedded}, {@code wildfly} or {@code payara}. */
    String name();

    /** The page's address with a trailing slash. Constant for the life of the host. */
    URI http();

    /** The address of the WebSocket. */
    URI ws();

    /** Starts the server and waits until the page responds. Uses the same port after a stop or kill. */
    void start();

    /** Requests a normal shutdown (SIGTERM) and waits; after a minute kills the process and throws. */
    void stop();

    /**
     * Replaces the running WAR with a new copy and waits until that one serves. Needs a host from {@link
     * Hosts#redeployable}. The embedded server stops and starts instead.
     *
     * @param pages new contents of some page files, such as {@code js/parley-client.js}; their modification times stay
     */
    void redeploy(Map<String, String> pages);

    /** Kills the process at once (SIGKILL). */
    void kill();

    /** The process id of the JVM, not of a wrapper script. */
    long pid();

    /** Parley's data directory. It survives stops and kills, but not the test run. */
    Path data();

    /** The store of this host. */
    Store store();

    /**
     * The name of this host's database on {@link Postgres#current()}. Fails unless the store is {@link
     * Store#POSTGRES}.
     */
    String database();

    /** The output of the process across all its starts. */
    Path log();

    @Override
    void close();
}

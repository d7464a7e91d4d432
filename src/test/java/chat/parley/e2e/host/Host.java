package chat.parley.e2e.host;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A real server process with Parley in it. For one thread at a time, except {@link #log()} and the addresses. */
public interface Host extends AutoCloseable {
    /** {@code embedded}, {@code wildfly} or {@code payara}. */
    String name();

    /** Where the page is; ends in a slash. The same for the whole life of the host. */
    URI http();

    /** Where the socket is. */
    URI ws();

    /** Returns when the page answers; on the same port as before a stop or a kill. */
    void start();

    /** Asks for an orderly end (SIGTERM) and waits for it; after a minute kills and throws. */
    void stop();

    /**
     * Replaces the running WAR by a new copy of it and returns when that one serves. Needs a host from
     * {@link Hosts#redeployable}. Embedded Parley, which has no WAR, stops and starts.
     */
    default void redeploy() {
        redeploy(Map.of());
    }

    /** As {@link #redeploy()}, with other text in some of the page's files, and their times as they were: {@code js/parley-client.js}. */
    void redeploy(Map<String, String> pages);

    /** Ends the process at once (SIGKILL): it gets to write or say nothing more. */
    void kill();

    /** The process id of the JVM that serves, not of a script around it. */
    long pid();

    /** Parley's data directory. It outlives stops and kills, but not the test run. */
    Path data();

    /** What keeps the messages of this host. */
    Store store();

    /** The name of this host's own database on {@link Postgres#current()}. Fails for another store than {@link Store#POSTGRES}. */
    String database();

    /** What the process printed, over all its starts. */
    Path log();

    @Override
    void close();
}

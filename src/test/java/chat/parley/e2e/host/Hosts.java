package chat.parley.e2e.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers of this test run, all of the kind in the system property {@code parley.host} (default: embedded).
 * Thread-safe.
 */
public final class Hosts {
    private record Kind(Map<String, String> settings, Store store, Security security) {}

    private static final Map<Kind, Host> SHARED = new ConcurrentHashMap<>();
    private static final Map<Store, Host> QUIET = new ConcurrentHashMap<>();
    private static final Map<Store, Host> TALKATIVE = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Hosts() {}

    /**
     * The shared server for each store, with the default settings; started on first use, stopped with this JVM.
     */
    public static Host current() {
        return shared(Map.of());
    }

    /**
     * Like {@link #current()}, with other settings: all tests that name the same settings share a server.
     *
     * @param settings keys are Parley's options: {@code Map.of("rate", "1000")}
     */
    public static Host shared(Map<String, String> settings) {
        return shared(settings, Security.NONE);
    }

    /** Like {@link #shared(Map)}, on a container where people sign in. Only in tests with {@link SecuredHost}. */
    public static Host shared(Map<String, String> settings, Security security) {
        return SHARED.computeIfAbsent(
                new Kind(settings, Store.current(), security),
                kind -> started(create(kind.settings(), kind.store(), false, kind.security())));
    }

    /**
     * A second shared server, for tests that measure its memory and threads. Annotate them with {@link
     * MeasuresServer}, so that no other test uses it concurrently.
     */
    public static Host quiet() {
        return QUIET.computeIfAbsent(Store.current(), store -> fresh(Map.of(), store));
    }

    /**
     * A third shared server, for tests that write to the lobby: on {@link #current}, pages count what is unread there.
     */
    public static Host talkative() {
        return TALKATIVE.computeIfAbsent(Store.current(), store -> fresh(Map.of(), store));
    }

    /**
     * Starts another server of the same kind, for a test that kills it or whose settings disturb others. The test must
     * close it.
     *
     * @param settings keys are Parley's options: {@code Map.of("rate", "1000")}
     */
    public static Host fresh(Map<String, String> settings) {
        return fresh(settings, Store.current());
    }

    /** Like {@link #fresh(Map)}, with a specific store, regardless of the system property {@code parley.stores}. */
    public static Host fresh(Map<String, String> settings, Store store) {
        return started(create(settings, store, false, Security.NONE));
    }

    /** Like {@link #fresh(Map)}, for tests that call {@link Host#redeploy}. */
    public static Host redeployable(Map<String, String> settings) {
        return started(create(settings, Store.current(), true, Security.NONE));
    }

    /** Starts another server of the same kind on the same PostgreSQL database. The test must close it. */
    public static Host beside(Host other, Map<String, String> settings) {
        return beside(other, create(settings, Store.POSTGRES, false, Security.NONE));
    }

    /** Like {@link #beside(Host, Map)}, but always an embedded server. */
    public static Host embeddedBeside(Host other, Map<String, String> settings) {
        return beside(other, new EmbeddedHost(NUMBERS.incrementAndGet(), settings, Store.POSTGRES));
    }

    private static Host beside(Host other, ServerProcess host) {
        host.share(other.database());
        return started(host);
    }

    private static Host started(ServerProcess host) {
        host.start();
        return host;
    }

    /** The store of the running test class. */
    public static Store store() {
        return Store.current();
    }

    static String kind() {
        return System.getProperty("parley.host", "embedded");
    }

    private static ServerProcess create(
            Map<String, String> settings, Store store, boolean redeployable, Security security) {
        int number = NUMBERS.incrementAndGet();
        return switch (kind()) {
            case "embedded" -> new EmbeddedHost(number, settings, store);
            case "wildfly" -> new WildFlyHost(number, settings, store, security);
            case "payara" -> new PayaraHost(number, settings, store, redeployable, security);
            case "tomcat" -> new TomcatHost(number, settings, store);
            case "jetty" -> new JettyHost(number, settings, store);
            default ->
                throw new IllegalArgumentException(
                        "parley.host must be embedded, wildfly, payara, tomcat or jetty, not " + kind());
        };
    }
}

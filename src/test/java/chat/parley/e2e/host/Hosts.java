package chat.parley.e2e.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers of this test run, all of the kind that the system property {@code parley.host} names (embedded if none). Safe for many threads. */
public final class Hosts {
    private static final Map<Store, Host> SHARED = new ConcurrentHashMap<>();
    private static final Map<Store, Host> QUIET = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Hosts() {}

    /**
     * The server that tests share, one for each store, with the default settings; started on first use, ended with this JVM.
     */
    public static Host current() {
        return SHARED.computeIfAbsent(Store.current(), store -> fresh(Map.of(), store));
    }

    /**
     * A second shared server, for tests that measure its memory and threads: annotate them with {@link MeasuresServer}, so
     * that no other test uses it at the same time.
     */
    public static Host quiet() {
        return QUIET.computeIfAbsent(Store.current(), store -> fresh(Map.of(), store));
    }

    /**
     * A second server of the same kind, started, for a test that needs its own settings or means to kill it. The test closes it.
     *
     * @param settings by the names of Parley's options, without {@code parley.}: {@code Map.of("rate", "1000")}
     */
    public static Host fresh(Map<String, String> settings) {
        return fresh(settings, Store.current());
    }

    /** As {@link #fresh(Map)}, with a certain store whatever the system property {@code parley.stores} says. */
    public static Host fresh(Map<String, String> settings, Store store) {
        return started(create(settings, store, false));
    }

    /** As {@link #fresh(Map)}, for tests that call {@link Host#redeploy()}. */
    public static Host redeployable(Map<String, String> settings) {
        return started(create(settings, Store.current(), true));
    }

    private static Host started(ServerProcess host) {
        host.start();
        return host;
    }

    static String kind() {
        return System.getProperty("parley.host", "embedded");
    }

    private static ServerProcess create(Map<String, String> settings, Store store, boolean redeployable) {
        int number = NUMBERS.incrementAndGet();
        return switch (kind()) {
            case "embedded" -> new EmbeddedHost(number, settings, store);
            case "wildfly" -> new WildFlyHost(number, settings, store);
            case "payara" -> new PayaraHost(number, settings, store, redeployable);
            case "tomcat" -> new TomcatHost(number, settings, store);
            case "jetty" -> new JettyHost(number, settings, store);
            default -> throw new IllegalArgumentException("parley.host is none of embedded, wildfly, payara, tomcat, jetty: " + kind());
        };
    }
}

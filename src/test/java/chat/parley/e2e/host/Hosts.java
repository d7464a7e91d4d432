package chat.parley.e2e.host;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers of this test run, all of the kind that the system property {@code parley.host} names (embedded if none). Safe for many threads. */
public final class Hosts {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Hosts() {}

    /** The server that tests share, started on first use, ended with this JVM. It pings every 2 seconds; all else is as people get it, with the store of this run. */
    public static Host current() {
        return Shared.HOST;
    }

    /**
     * A second server of the same kind, started, for a test that needs its own settings or means to kill it. The test closes it.
     *
     * @param settings by the names of Parley's options, without {@code parley.}: {@code Map.of("rate", "1000")}
     */
    public static Host fresh(Map<String, String> settings) {
        return fresh(settings, Store.ofThisRun());
    }

    /** As {@link #fresh(Map)}, with a certain store whatever the system property {@code parley.store} says. */
    public static Host fresh(Map<String, String> settings, Store store) {
        ServerProcess host = create(settings, store);
        host.start();
        return host;
    }

    static String kind() {
        return System.getProperty("parley.host", "embedded");
    }

    private static ServerProcess create(Map<String, String> settings, Store store) {
        int number = NUMBERS.incrementAndGet();
        return switch (kind()) {
            case "embedded" -> new EmbeddedHost(number, settings, store);
            case "wildfly" -> new WildFlyHost(number, settings, store);
            case "payara" -> new PayaraHost(number, settings, store);
            default -> throw new IllegalArgumentException("parley.host is none of embedded, wildfly, payara: " + kind());
        };
    }

    private static final class Shared {
        static final Host HOST = fresh(Map.of("ping-interval", "2s"));
    }
}

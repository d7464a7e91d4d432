package chat.parley.e2e.host;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The stores that a host can use. */
public enum Store {
    /** A file in the host's data directory: Parley's default. */
    SQLITE,
    /** A separate database on the tests' PostgreSQL. The embedded server gets its URL, a container a data source. */
    POSTGRES;

    private static final List<Store> OF_THIS_RUN = Stream.of(
                    System.getProperty("parley.stores", "sqlite").split(","))
            .map(name -> valueOf(name.trim().toUpperCase(Locale.ROOT)))
            .toList();
    // Inherited, because tests start threads that start servers.
    private static final InheritableThreadLocal<Store> CURRENT = new InheritableThreadLocal<>();

    /** The stores of this test run from the system property {@code parley.stores}; at least one. */
    static List<Store> ofThisRun() {
        return OF_THIS_RUN;
    }

    /** The store of the running {@link StoreContract} class; for other classes, the first of this run. */
    static Store current() {
        Store bound = CURRENT.get();
        return bound == null ? OF_THIS_RUN.get(0) : bound;
    }

    static void bind(Store store) {
        CURRENT.set(store);
    }

    static void unbind() {
        CURRENT.remove();
    }
}

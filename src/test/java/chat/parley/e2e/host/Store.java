package chat.parley.e2e.host;

import java.util.Locale;

/** Where a host keeps what it must not lose. */
public enum Store {
    /** A file in the host's data directory: what Parley does when nobody says anything. */
    SQLITE,
    /** A database of the host's own on the tests' PostgreSQL. Embedded Parley gets its address, a container a data source. */
    POSTGRES;

    /** The store of this test run: the system property {@code parley.store}. */
    static Store ofThisRun() {
        return valueOf(System.getProperty("parley.store", "sqlite").toUpperCase(Locale.ROOT));
    }
}

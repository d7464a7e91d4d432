package chat.parley.e2e;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The server stops normally; its messages are in PostgreSQL, which a container reaches through its own data source. */
@Order(1) // slow, so it starts early
@HostContract
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class RestartOnDatabaseIT extends RestartStories {
    RestartOnDatabaseIT() {
        super(Store.POSTGRES, Host::stop);
    }
}

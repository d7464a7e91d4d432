package chat.parley.e2e;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Store;

/** The server ends in good order; its messages are in PostgreSQL, which a container reaches by its own data source. */
class RestartOnDatabaseIT extends RestartStories {
    RestartOnDatabaseIT() {
        super(Store.POSTGRES, Host::stop);
    }
}

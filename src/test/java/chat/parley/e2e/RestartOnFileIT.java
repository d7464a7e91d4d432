package chat.parley.e2e;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Store;

/** The server is killed; its messages are in an SQLite file. */
class RestartOnFileIT extends RestartStories {
    RestartOnFileIT() {
        super(Store.SQLITE, Host::kill);
    }
}

package chat.parley.client;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The fixture of a test: a server, an unused room, and clients that are closed after the test. Use it as a field with
 * {@code @RegisterExtension}. For the test's thread only.
 */
public final class Scene implements AfterEachCallback {
    private final Host host;
    private final String room = UnusedRoom.name();
    private final List<AutoCloseable> clients = new ArrayList<>();

    /** Uses the shared server. */
    public Scene() {
        this(Hosts.current());
    }

    public Scene(Host host) {
        this.host = host;
    }

    /** The server. */
    public Host host() {
        return host;
    }

    /** A room that no other scene uses. */
    public String room() {
        return room;
    }

    /** The key of a member of this scene; the same on every call. */
    public String key(String name) {
        return "key-" + (room + "-of-" + name).replaceAll("[^A-Za-z0-9-]", "-");
    }

    /** Connects without logging in. */
    public Chatter connect() {
        return keep(Chatter.connect(host.ws()));
    }

    /** Connects as a guest. */
    public Chatter named(String name) {
        return keep(Chatter.named(name, host));
    }

    /** Connects as a guest and joins the room. */
    public Chatter joined(String name) {
        Chatter chatter = named(name);
        chatter.join(room);
        return chatter;
    }

    /** Connects as the member with this key. */
    public Chatter withKey(String name, String key) {
        return keep(Chatter.withKey(name, key, host));
    }

    /** Closes a client after the test. @return the client */
    public <C extends AutoCloseable> C keep(C client) {
        clients.add(client);
        return client;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Exception failure = null;
        for (AutoCloseable client : clients) {
            try {
                client.close();
            } catch (Exception e) {
                failure = e;
            }
        }
        clients.clear();
        if (failure != null) {
            throw failure;
        }
    }
}

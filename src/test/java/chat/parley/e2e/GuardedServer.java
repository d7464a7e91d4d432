package chat.parley.e2e;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.util.Map;

/**
 * A shared server that knows its name, trusts a proxy on the same machine, allows the pages of two other origins, and
 * sets a load balancer's cookie.
 */
public final class GuardedServer {
    public static final String NAME = "chat.example.org";
    public static final String LISTED = "https://app.example";
    public static final String OTHER_LISTED = "http://localhost:5500";
    public static final String COOKIE = "io";

    private GuardedServer() {}

    public static Host host() {
        return Hosts.shared(Map.of(
                "server-names",
                NAME,
                "proxies",
                "127.0.0.1",
                "origins",
                LISTED + "," + OTHER_LISTED,
                "socketio-cookie",
                COOKIE));
    }
}

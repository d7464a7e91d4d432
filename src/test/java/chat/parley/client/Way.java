package chat.parley.client;

import chat.parley.e2e.host.Host;

/** The transports, for tests that run on both. */
public enum Way {
    /** HTTP long-polling. */
    POLLING,
    /** WebSocket. */
    WEBSOCKET;

    /** A session without a namespace. */
    public EngineClient open(Host host) throws Exception {
        return this == POLLING ? PollingClient.open(host) : SocketClient.open(host);
    }

    /** A session in the namespaces {@code /} and {@code /parley}, the latter as a guest with this name. */
    public EngineClient named(String name, Host host) throws Exception {
        EngineClient client = open(host);
        client.enterAs(name);
        return client;
    }
}

package chat.parley.client;

import chat.parley.e2e.host.Host;

/** The two transports, for tests that hold on both. */
public enum Way {
    POLLING, WEBSOCKET;

    public EngineClient open(Host host) throws Exception {
        return this == POLLING ? PollingClient.open(host) : SocketClient.open(host);
    }

    /** In the namespaces {@code /} and {@code /parley}, in the latter by this name. */
    public EngineClient named(String name, Host host) throws Exception {
        return this == POLLING ? PollingClient.named(name, host) : SocketClient.named(name, host);
    }
}

package chat.parley.socketio;

import java.util.function.Consumer;

/**
 * A namespace of the server: its connected sockets, and the rooms that broadcasts select them by. Safe for many
 * threads.
 */
public final class Namespace {
    private final Adapter<Socket> adapter;
    private volatile Consumer<Socket> connectHandler = socket -> socket.admit(null);

    Namespace(String name) {
        this.adapter = new Adapter<>(name);
    }

    public String name() {
        return adapter.namespace();
    }

    /**
     * Sets the handler of new sockets. It registers event handlers, then calls {@link Socket#admit} or
     * {@link Socket#refuse}, now or later.
     */
    public void onConnect(Consumer<Socket> handler) {
        connectHandler = handler;
    }

    Adapter<Socket> adapter() {
        return adapter;
    }

    void connect(Socket socket) {
        if (!HandlerRunner.run("Connect handler", () -> connectHandler.accept(socket))) {
            socket.refuse("Internal server error; retry later", null); // no effect if the handler has decided already
        }
    }

    /** The socket with this id; null if there is none. */
    public Socket socket(String id) {
        return adapter.socket(id);
    }

    /** All sockets of the namespace. */
    public Broadcast all() {
        return new Broadcast(adapter);
    }

    /** The sockets in these rooms, each once. */
    public Broadcast to(String... to) {
        return all().to(to);
    }

    /** All sockets except those in these rooms. */
    public Broadcast except(String... excluded) {
        return all().except(excluded);
    }
}

package chat.parley.sdk;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.util.concurrent.Callable;

/** Opens connections. For helpers, because that blocks. */
final class WireDialer {
    private final ClientOptions options;
    private WebSocketContainer container;

    WireDialer(ClientOptions options) {
        this.options = options;
        container = options.container();
    }

    /**
     * Makes a hello and connects. Returns the hello, or null if the socket was forgotten meanwhile.
     *
     * @throws ParleyException if there is no hello or no connection
     */
    WireCommand dial(WireSocket socket, Callable<WireCommand> greeting) {
        if (socket.isForgotten()) {
            return null;
        }
        WireCommand hello;
        try {
            hello = greeting.call();
        } catch (Exception e) {
            throw ParleyException.ofTokenSupplier(e);
        } catch (LinkageError e) { // such as without an implementation of JSON-P
            throw unreachable(e);
        }
        if (socket.isForgotten()) {
            return null;
        }
        try {
            socket.connect(container(), options.url());
            return hello;
        } catch (Exception | LinkageError e) { // hosts throw more than they declare
            throw unreachable(e);
        }
    }

    private ParleyException unreachable(Throwable failure) {
        boolean isCause = failure.getMessage() == null && failure.getCause() != null;
        String why = isCause ? failure.getCause().getMessage() : failure.getMessage();
        ParleyException error = new ParleyException(
                ParleyException.UNREACHABLE,
                "Cannot connect to " + options.url().getAuthority() + ": " + why);
        error.initCause(failure);
        return error;
    }

    private synchronized WebSocketContainer container() {
        if (container == null) {
            container = ContainerProvider.getWebSocketContainer();
        }
        return container;
    }
}

package chat.parley.sdk;

import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;

/**
 * How to connect. Each method returns the same object. Not thread-safe; {@link ParleyClient#connect} copies what it
 * needs.
 */
public final class ClientOptions {
    private final URI url;
    private String name;
    private String key;
    private Callable<String> token;
    private Duration minDelay = Duration.ofMillis(500);
    private Duration maxDelay = Duration.ofSeconds(20);
    private Duration ackTimeout = Duration.ofSeconds(10);
    private Duration patience = Duration.ofSeconds(5);
    private int outbox = 1_000;
    private int inbox = 1_000;
    private WebSocketContainer container;
    private ClientListener listener = new ClientListener() {};
    private ThreadFactory threads = work -> {
        Thread thread = new Thread(work, "parley-client");
        thread.setDaemon(true);
        return thread;
    };

    private ClientOptions(URI url) {
        this.url = Objects.requireNonNull(url, "url");
    }

    /** @param url the WebSocket's address, such as {@code wss://chat.example.org/ws} */
    public static ClientOptions of(URI url) {
        return new ClientOptions(url);
    }

    /** A new secret for {@link #guest}. Store it: whoever holds it is the same member. */
    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** A guest for the life of this client. */
    public ClientOptions guest(String guestName) {
        return guest(guestName, newKey());
    }

    /** The guest with this secret, such as from {@link #newKey}. */
    public ClientOptions guest(String guestName, String secret) {
        name = Objects.requireNonNull(guestName, "name");
        key = Objects.requireNonNull(secret, "key");
        token = null;
        return this;
    }

    /**
     * A user of your application, with a token that it signed. The supplier is called at each connect and before the
     * token expires, on a thread of its own, and may block. If it throws, the client tries again later.
     */
    public ClientOptions token(Callable<String> supplier) {
        token = Objects.requireNonNull(supplier, "token");
        name = key = null;
        return this;
    }

    /** Receives what happens outside of rooms. */
    public ClientOptions listener(ClientListener clientListener) {
        listener = Objects.requireNonNull(clientListener, "listener");
        return this;
    }

    /**
     * The delay before try n is random, from 0 to min(max, min · 2ⁿ). Defaults: 0.5 s and 20 s, as
     * servers expect.
     */
    public ClientOptions delays(Duration min, Duration max) {
        minDelay = positive(min);
        maxDelay = positive(max);
        return this;
    }

    /**
     * After this time, a command of an outbox that has no answer is sent again, and a connection without a welcome is
     * dropped. Queries are sent again after a reconnect only. Default: 10 s.
     */
    public ClientOptions ackTimeout(Duration timeout) {
        ackTimeout = positive(timeout);
        return this;
    }

    /** How many commands and queries may wait for the server; more fail with {@code outbox-full}. Default: 1 000. */
    public ClientOptions outbox(int commands) {
        outbox = positive(commands);
        return this;
    }

    /**
     * How many events may wait for listeners: when there are more, the client waits this long for the listener before
     * it reads on, drops what follows, and later resumes from the log. Defaults: 1 000 and 5 s. The queue can exceed
     * this by the events of two frames.
     */
    public ClientOptions inbox(int events, Duration wait) {
        inbox = positive(events);
        patience = positive(wait);
        return this;
    }

    /** Opens the WebSockets; by default, that of {@code ContainerProvider}. Use it to set up TLS or a proxy. */
    public ClientOptions container(WebSocketContainer webSockets) {
        container = webSockets;
        return this;
    }

    /**
     * Creates the client's threads, at most five. By default daemons; in a container, its {@code ManagedThreadFactory}.
     */
    public ClientOptions threads(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "threads");
        return this;
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.toMillis() == 0) {
            throw new IllegalArgumentException("Must be at least a millisecond: " + duration);
        }
        return duration;
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Must be at least 1: " + number);
        }
        return number;
    }

    /** A copy, so that later calls change nothing. */
    ClientOptions copy() {
        if (name == null && token == null) {
            throw new IllegalArgumentException("Say who you are: call guest or token");
        }
        ClientOptions copy = new ClientOptions(url);
        copy.name = name;
        copy.key = key;
        copy.token = token;
        copy.minDelay = minDelay;
        copy.maxDelay = maxDelay;
        copy.ackTimeout = ackTimeout;
        copy.patience = patience;
        copy.outbox = outbox;
        copy.inbox = inbox;
        copy.container = container;
        copy.listener = listener;
        copy.threads = threads;
        return copy;
    }

    URI url() {
        return url;
    }

    String name() {
        return name;
    }

    String key() {
        return key;
    }

    /** Null for a guest. */
    Callable<String> token() {
        return token;
    }

    ClientListener listener() {
        return listener;
    }

    Duration minDelay() {
        return minDelay;
    }

    Duration maxDelay() {
        return maxDelay;
    }

    Duration ackTimeout() {
        return ackTimeout;
    }

    Duration patience() {
        return patience;
    }

    int outbox() {
        return outbox;
    }

    int inbox() {
        return inbox;
    }

    /** Null for the default one. */
    WebSocketContainer container() {
        return container;
    }

    ThreadFactory threads() {
        return threads;
    }
}

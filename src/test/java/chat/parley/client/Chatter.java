package chat.parley.client;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.TrustAll;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A well-behaved client of the native WebSocket protocol. Waits at most 20 seconds. Thread-safe. */
public final class Chatter extends TestClient {
    private static final Duration PATIENCE = WaitLimit.TIME;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().sslContext(TrustAll.CONTEXT).build();
    private static final AtomicInteger REFS = new AtomicInteger();

    private final NativeConnection connection =
            new NativeConnection((from, events) -> hear(events), (from, code) -> end(code));
    private Integer closed;

    private Chatter() {
        super(PATIENCE);
    }

    /** Connects without logging in. */
    public static Chatter connect(URI server) {
        Chatter chatter = new Chatter();
        chatter.connection
                .open(CLIENT, server, PATIENCE)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return chatter;
    }

    /** Connects with this header, without logging in. */
    public static Chatter connect(URI server, String header, String value) {
        Chatter chatter = new Chatter();
        chatter.connection
                .open(CLIENT.newWebSocketBuilder().header(header, value), server, PATIENCE)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return chatter;
    }

    /** Connects as a guest through a proxy that reports this client address. */
    public static Chatter from(String address, String name, Host host) {
        return connect(host.ws(), "X-Forwarded-For", address).welcomed(name, null);
    }

    /** Connects as a guest. */
    public static Chatter named(String name, Host host) {
        return withKey(name, null, host);
    }

    /** Connects as the member with this key; null for a guest. */
    public static Chatter withKey(String name, String key, Host host) {
        return connect(host.ws()).welcomed(name, key);
    }

    private Chatter welcomed(String name, String key) {
        Heard welcome = ask("hello", "name", name, "key", key);
        if (!welcome.is("welcome")) {
            throw new AssertionError(welcome.toString());
        }
        return this;
    }

    /** The member's id from the welcome. */
    public String id() {
        return await(event -> event.is("welcome")).member();
    }

    @Override
    public Heard ask(String type, Object... fields) {
        return reply(say(type, fields));
    }

    /** Sends a command with a new ref. @return the ref */
    public String say(String type, Object... fields) {
        String ref = "r" + REFS.incrementAndGet();
        Object[] all = new Object[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "ref";
        all[fields.length + 1] = ref;
        send(CommandText.of(type, all));
        return ref;
    }

    /** Sends any text frame, after pending ones. */
    public void send(String text) {
        connection.send(text);
    }

    /** Waits for the reply to a ref. */
    public Heard reply(String ref) {
        return await(Heard.reply(ref));
    }

    @Override
    public synchronized boolean isOpen() {
        return closed == null;
    }

    @Override
    synchronized String state() {
        return closed == null ? super.state() : "closed with " + closed;
    }

    /** Waits until the connection closes. @return the close code, or {@link WireFrame#CUT} */
    public synchronized int awaitClose() {
        until(() -> closed != null, () -> "no close");
        return closed;
    }

    private synchronized void end(int code) {
        closed = code;
        wake();
    }

    @Override
    public void close() {
        goodbye();
    }

    /** Closes the connection normally; does not wait for the server's close frame. */
    public void goodbye() {
        if (isOpen()) {
            connection.goodbye().exceptionally(gone -> null).join();
        }
    }
}

package chat.parley.client;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.TrustAll;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import io.socket.engineio.parser.Packet;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONException;
import org.json.JSONObject;

/** The official Socket.IO client for Java in the namespace {@code /parley}. Waits at most 60 seconds. Thread-safe. */
public final class JavaClient extends TestClient {
    /** Long-polling only. */
    public static final String[] POLLING = {"polling"};
    /** WebSocket only. */
    public static final String[] WEBSOCKET = {"websocket"};
    /** Long-polling, then upgrade to WebSocket. */
    public static final String[] UPGRADE = {"polling", "websocket"};

    private static final Duration PATIENCE = WaitLimit.TIME;
    private static final List<String> EVENTS =
            List.of("welcome", "joined", "message", "reset", "member-joined", "member-left", "members", "error");
    private static final OkHttpClient HTTP = manyCalls();

    private final Map<String, Integer> carried = new ConcurrentHashMap<>();
    private final Socket socket;
    private final AtomicInteger connections = new AtomicInteger();

    /** Starts to connect as a member with this name; {@link #named} waits for the welcome. */
    public JavaClient(Host host, String name, String[] transports) {
        this(host, guest(name, options(host, transports)));
    }

    /** Starts to connect as a member with this name, maybe through a load balancer. */
    public JavaClient(URI server, String name, String... transports) {
        this(server, guest(name, options(server, transports)));
    }

    /** Starts to connect with these options. */
    public JavaClient(Host host, IO.Options options) {
        this(host.http(), options);
    }

    private JavaClient(URI server, IO.Options options) {
        super(PATIENCE);
        socket = IO.socket(server.resolve("/parley"), options);
        socket.on(Socket.EVENT_CONNECT, nothing -> connected());
        EVENTS.forEach(event -> socket.on(event, arguments -> hear(arguments[0])));
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> refused(arguments[0]));
        socket.io().on(Manager.EVENT_TRANSPORT, arguments -> watch((Transport) arguments[0]));
        socket.connect();
    }

    /** Connects as a member with this name over these transports. */
    public static JavaClient named(String name, Host host, String... transports) {
        JavaClient client = new JavaClient(host, name, transports);
        client.await(event -> event.is("welcome"));
        return client;
    }

    private static IO.Options guest(String name, IO.Options options) {
        options.auth = Map.of("name", name, "key", "a-secret-of-" + name.replace(' ', '-') + "-that-is-long-enough");
        return options;
    }

    /** Options for a separate connection that reconnects quickly. */
    public static IO.Options options(Host host, String... transports) {
        return options(host.http(), transports);
    }

    private static IO.Options options(URI server, String... transports) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.path = server.getPath() + "socket.io/";
        options.transports = transports;
        options.reconnectionDelay = 50;
        options.reconnectionDelayMax = 1_000;
        options.callFactory = HTTP;
        options.webSocketFactory = HTTP;
        return options;
    }

    @Override
    public Heard ask(String type, Object... fields) {
        return answer(say(type, fields));
    }

    /** Sends a command. The future completes with the callback's argument. */
    public CompletableFuture<Object> say(String type, Object... fields) {
        JSONObject payload = new JSONObject();
        try {
            for (int i = 0; i < fields.length; i += 2) {
                payload.put((String) fields[i], fields[i + 1]);
            }
        } catch (JSONException e) {
            throw new IllegalArgumentException(e);
        }
        return emit(type, payload);
    }

    /** Emits any event. The future completes with the callback's first argument. */
    public CompletableFuture<Object> emit(String type, Object... arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        socket.emit(type, arguments, (Ack) replies -> answer.complete(replies[0]));
        return answer;
    }

    /** Waits for the reply to a {@link #say}. */
    public static Heard answer(CompletableFuture<Object> answer) {
        return heard(answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** The socket of the official client. */
    public Socket socket() {
        return socket;
    }

    /** Waits until the client has connected to the namespace this many times. */
    public void awaitConnection(int number) {
        until(() -> connections.get() >= number, () -> connections + " of " + number + " connections");
    }

    /** Waits until the server has closed the connection. */
    public void awaitDisconnect() {
        socket.on(Socket.EVENT_DISCONNECT, reason -> wake());
        until(() -> !socket.connected(), () -> "still connected");
    }

    /** How often the client has connected to the namespace. */
    public int connections() {
        return connections.get();
    }

    /** Pings until the server answers over this transport: an upgrade takes longer than some commands. */
    public void awaitAnswerBy(String transport) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int before = carried(transport); carried(transport) == before; ) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no answer by " + transport + ", only by " + carried.keySet());
            }
            askPatiently("ping");
        }
    }

    /** The number of Socket.IO packets received over this transport. */
    public int carried(String transport) {
        return carried.getOrDefault(transport, 0);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void watch(Transport transport) {
        transport.on(Transport.EVENT_PACKET, arguments -> {
            if (Packet.MESSAGE.equals(((Packet<?>) arguments[0]).type)) {
                carried.merge(transport.name, 1, Integer::sum);
            }
        });
    }

    private void connected() {
        connections.incrementAndGet();
        wake();
    }

    // A transport failure, not a refusal: the client retries.
    private void refused(Object reason) {
        if (reason instanceof JSONObject) {
            hear(reason);
        }
    }

    private void hear(Object event) {
        hear(List.of(heard(event)));
    }

    /** The event or reply in an argument. */
    public static Heard heard(Object event) {
        return Heard.in(event.toString()).get(0);
    }

    // OkHttp allows five concurrent calls per host by default, and each pending poll is one.
    private static OkHttpClient manyCalls() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(10_000);
        dispatcher.setMaxRequestsPerHost(10_000);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .sslSocketFactory(TrustAll.CONTEXT.getSocketFactory(), TrustAll.MANAGER)
                .readTimeout(1, TimeUnit.MINUTES)
                .build();
    }
}

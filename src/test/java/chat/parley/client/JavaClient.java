package chat.parley.client;

import chat.parley.e2e.host.Host;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import io.socket.engineio.parser.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONException;
import org.json.JSONObject;

/** The official client for Java, which remembers all it heard in Parley's own namespace. Safe for many threads. */
public final class JavaClient implements AutoCloseable {
    public static final String[] POLLING = {"polling"};
    public static final String[] WEBSOCKET = {"websocket"};
    public static final String[] UPGRADE = {"polling", "websocket"};

    private static final long PATIENCE_SECONDS = 60;
    private static final int SHOWN = 10;
    private static final List<String> EVENTS = List.of("welcome", "joined", "message", "reset", "member-joined", "member-left", "members", "error");
    private static final OkHttpClient HTTP = manyCalls();

    private final List<Heard> heard = new ArrayList<>();
    private final Map<String, Integer> carried = new ConcurrentHashMap<>();
    private final Socket socket;
    private int connections;

    /** On its way to being connected; welcome by this name. */
    public JavaClient(Host host, String name, String[] transports) {
        IO.Options options = options(host, transports);
        options.auth = Map.of("name", name, "key", "a-secret-of-" + name.replace(' ', '-') + "-that-is-long-enough");
        socket = IO.socket(host.http().resolve("/parley"), options);
        socket.on(Socket.EVENT_CONNECT, nothing -> connected());
        EVENTS.forEach(event -> socket.on(event, arguments -> hear(arguments[0])));
        socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> refused(arguments[0]));
        socket.io().on(Manager.EVENT_TRANSPORT, arguments -> watch((Transport) arguments[0]));
        socket.connect();
    }

    /** Welcome by this name. */
    public static JavaClient named(String name, Host host, String... transports) {
        JavaClient client = new JavaClient(host, name, transports);
        client.await(event -> event.is("welcome"));
        return client;
    }

    /** For a connection of its own that comes back quickly. */
    public static IO.Options options(Host host, String... transports) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.path = host.http().getPath() + "socket.io/";
        options.transports = transports;
        options.reconnectionDelay = 50;
        options.reconnectionDelayMax = 1_000;
        options.callFactory = HTTP;
        options.webSocketFactory = HTTP;
        return options;
    }

    /** Says something and waits for the answer of its callback. */
    public Heard ask(String type, Object... fields) {
        return answer(say(type, fields));
    }

    /** Says something; the answer follows. */
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

    public CompletableFuture<Object> emit(String type, Object... arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        socket.emit(type, arguments, (Ack) replies -> answer.complete(replies[0]));
        return answer;
    }

    public static Heard answer(CompletableFuture<Object> answer) {
        return heard(answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    public Heard post(String room, String text) {
        return ask("post", "room", room, "text", text);
    }

    public Heard join(String room) {
        return ask("join", "room", room);
    }

    public Socket socket() {
        return socket;
    }

    /** The first event that is like this, from the beginning on; waits for it. */
    public Heard await(Predicate<Heard> like) {
        return await(1, like).get(0);
    }

    /** The first events that are like this; waits until there are so many. */
    public synchronized List<Heard> await(int number, Predicate<Heard> like) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<Heard> found = heard(like);
        while (found.size() < number) {
            pause(deadline, found.size() + " of " + number);
            found = heard(like);
        }
        return found.subList(0, number);
    }

    /** Waits until it is in the namespace for that many times. */
    public synchronized void awaitConnection(int number) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (connections < number) {
            pause(deadline, connections + " of " + number + " connections");
        }
    }

    /** What was heard until now. */
    public synchronized List<Heard> heard(Predicate<Heard> like) {
        return heard.stream().filter(like).toList();
    }

    /** How many times it came into the namespace. */
    public synchronized int connections() {
        return connections;
    }

    /** How many of Socket.IO's packets came by this transport. */
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

    private synchronized void connected() {
        connections++;
        notifyAll();
    }

    // A failure of the transport is no refusal: there the client tries again.
    private void refused(Object reason) {
        if (reason instanceof JSONObject) {
            hear(reason);
        }
    }

    private synchronized void hear(Object event) {
        heard.add(heard(event));
        notifyAll();
    }

    private static Heard heard(Object event) {
        return Heard.in(event.toString()).get(0);
    }

    private void pause(long deadline, String found) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError(found + "; heard " + heard.size() + " events, at last " + heard.subList(Math.max(0, heard.size() - SHOWN), heard.size()));
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    // As it comes, OkHttp has at most five calls to one host at a time, and each parked poll is one.
    private static OkHttpClient manyCalls() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(10_000);
        dispatcher.setMaxRequestsPerHost(10_000);
        return new OkHttpClient.Builder().dispatcher(dispatcher).readTimeout(1, TimeUnit.MINUTES).build();
    }
}

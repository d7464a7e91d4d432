package chat.parley.client;

import chat.parley.e2e.host.Host;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A well-behaved client that remembers all it heard, in the order of arrival. Safe for many threads. */
public final class Chatter implements WebSocket.Listener, AutoCloseable {
    /** How the connection of a client ends that heard no close frame (RFC 6455, 7.1.5). */
    public static final int CUT = 1006;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SHOWN = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger REFS = new AtomicInteger();

    private final List<Heard> heard = new ArrayList<>();
    private final StringBuilder frame = new StringBuilder();
    private CompletableFuture<WebSocket> socket;
    private Integer closed;

    private Chatter() {}

    /** Connected, and nameless. */
    public static Chatter connect(URI server) {
        Chatter chatter = new Chatter();
        chatter.socket = CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE).subprotocols("parley.v1").buildAsync(server, chatter);
        String subprotocol = chatter.socket.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().getSubprotocol();
        if (!subprotocol.equals("parley.v1")) {
            throw new AssertionError("the server speaks " + subprotocol);
        }
        return chatter;
    }

    /** Connected, and welcome by this name. */
    public static Chatter named(String name, Host host) {
        return withKey(name, null, host);
    }

    public static Chatter withKey(String name, String key, Host host) {
        Chatter chatter = connect(host.ws());
        Heard welcome = chatter.ask("hello", "name", name, "key", key);
        if (!welcome.is("welcome")) {
            throw new AssertionError(welcome.toString());
        }
        return chatter;
    }

    /** The member's id, known from the welcome. */
    public String id() {
        return await(event -> event.is("welcome")).member();
    }

    public Heard join(String room) {
        return ask("join", "room", room);
    }

    public Heard join(String room, String since) {
        return ask("join", "room", room, "since", since);
    }

    public Heard leave(String room) {
        return ask("leave", "room", room);
    }

    public Heard post(String room, String text) {
        return ask("post", "room", room, "text", text);
    }

    /** Says something with a ref of its own, and waits for the answer. */
    public Heard ask(String type, Object... fields) {
        return reply(say(type, fields));
    }

    /** Says something with a ref of its own, which is returned. */
    public String say(String type, Object... fields) {
        String ref = "r" + REFS.incrementAndGet();
        Object[] all = new Object[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "ref";
        all[fields.length + 1] = ref;
        send(CommandText.of(type, all));
        return ref;
    }

    /** Sends a text frame, whatever is in it, after those that are under way. */
    public synchronized void send(String text) {
        socket = socket.thenCompose(open -> open.sendText(text, true));
    }

    public Heard reply(String ref) {
        return await(Heard.reply(ref));
    }

    /** The first event that is like this, from the beginning of the connection on; waits for it. */
    public Heard await(Predicate<Heard> like) {
        return await(1, like).get(0);
    }

    /** The first events that are like this; waits until there are so many. */
    public synchronized List<Heard> await(int number, Predicate<Heard> like) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Heard> found = new ArrayList<>();
        int looked = 0;
        while (true) {
            for (; looked < heard.size(); looked++) {
                if (like.test(heard.get(looked))) {
                    found.add(heard.get(looked));
                    if (found.size() == number) {
                        return found;
                    }
                }
            }
            pause(deadline, found.size() + " of " + number);
        }
    }

    /** What was heard until now. */
    public synchronized List<Heard> heard(Predicate<Heard> like) {
        return heard.stream().filter(like).toList();
    }

    /** How many events were heard until now. */
    public synchronized int count() {
        return heard.size();
    }

    /** What was heard, without the first events. */
    public synchronized List<Heard> since(int count) {
        return List.copyOf(heard.subList(count, heard.size()));
    }

    public synchronized boolean isOpen() {
        return closed == null;
    }

    /** The code that the connection ended with; waits for the end. */
    public synchronized int awaitClose() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (closed == null) {
            pause(deadline, "no close");
        }
        return closed;
    }

    // Wakes at every event; gives up at the deadline and, as nothing more can come, at the end of the connection.
    private void pause(long deadline, String found) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || closed != null) {
            List<Heard> last = heard.subList(Math.max(0, heard.size() - SHOWN), heard.size());
            throw new AssertionError(found + " of what was waited for; closed: " + closed + "; heard " + heard.size() + " events, at last " + last);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        frame.append(part);
        if (last) {
            List<Heard> events = Heard.in(frame.toString());
            frame.setLength(0);
            synchronized (this) {
                heard.addAll(events);
                notifyAll();
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(CUT);
    }

    private synchronized void end(int code) {
        if (closed == null) {
            closed = code;
        }
        notifyAll();
    }

    @Override
    public void close() {
        goodbye();
    }

    /** Closes the connection in good order; does not wait for the server's answer. */
    public void goodbye() {
        if (isOpen()) {
            CompletableFuture<WebSocket> goodbye;
            synchronized (this) {
                goodbye = socket.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
            }
            goodbye.exceptionally(gone -> null).join();
        }
    }
}

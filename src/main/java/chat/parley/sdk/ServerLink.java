package chat.parley.sdk;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one connection to the server: dials, says hello, watches for silence, and dials again when the connection is
 * lost. For the lane, except where noted.
 */
final class ServerLink implements WireSocket.Ear {
    private static final System.Logger LOG = System.getLogger(ServerLink.class.getName());
    private static final long PONG_WITHIN_MILLIS = 5_000;
    private static final long STEADY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long HANG_UP_AGAIN_MILLIS = 1_000;
    /** Close codes after which reconnecting would only repeat the fault. */
    private static final Set<Integer> FINAL = Set.of(1002, 1003, 1007, 1009);

    private static final int FIRST_FINAL = 4500;
    private static final int SIGNED_OUT = 4501;
    private static final int ENDED_BY_OWNER = 4502;

    /** Whose connection it is. Called on the lane, except for {@link #hello}. */
    interface Owner {
        /** The command that starts a session. Called on a helper; may block. */
        WireCommand hello() throws Exception;

        void welcomed(WireEvent welcome);

        void event(WireEvent event);

        void state(ConnectionState before, ConnectionState now, ParleyException why);

        /** Something went wrong that ends nothing. */
        void error(ParleyException error);
    }

    private final ClientOptions options;
    private final ClientLane lane;
    private final ListenerQueue listeners;
    private final Helpers helpers;
    private final Owner owner;
    private final WireDialer dialer;
    private final RetryDelay delay;
    /** A frame that the lane has not taken yet keeps the next one from being read. */
    private final Semaphore frame = new Semaphore(1);

    private volatile ConnectionState state = ConnectionState.CONNECTING;
    private WireSocket socket;
    private String helloRef;
    private Future<?> timer;
    private long pingMillis;
    private long heardAt;
    private long openedAt;
    private boolean opened;
    private boolean probing;

    ServerLink(ClientOptions options, ClientLane lane, ListenerQueue listeners, Helpers helpers, Owner owner) {
        this.options = options;
        this.lane = lane;
        this.listeners = listeners;
        this.helpers = helpers;
        this.owner = owner;
        delay = new RetryDelay(options.minDelay(), options.maxDelay());
        dialer = new WireDialer(options);
    }

    /** For all threads. */
    ConnectionState state() {
        return state;
    }

    /** Dials now instead of waiting. Does nothing while connected or connecting. */
    void connect() {
        if (socket != null || state == ConnectionState.CLOSED) {
            return;
        }
        become(ConnectionState.CONNECTING, null);
        WireSocket dialed = new WireSocket(this);
        socket = dialed;
        helloRef = null;
        after(options.ackTimeout().toMillis(), () -> lost(0, unreachable("No welcome from the server in time")));
        if (!helpers.execute(() -> dial(dialed))) {
            lost(0, unreachable("Earlier attempts to connect still hang"));
        }
    }

    /** On a helper. */
    private void dial(WireSocket dialed) {
        try {
            WireCommand hello = dialer.dial(dialed, owner::hello);
            lane.execute(() -> greet(dialed, hello));
        } catch (ParleyException why) {
            lane.execute(() -> failed(dialed, why));
        }
    }

    private static ParleyException unreachable(String message) {
        return new ParleyException(ParleyException.UNREACHABLE, message);
    }

    private void greet(WireSocket dialed, WireCommand hello) {
        if (dialed == socket && hello != null) {
            helloRef = hello.ref();
            dialed.send(hello.json());
        }
    }

    private void failed(WireSocket dialed, ParleyException why) {
        if (dialed == socket) {
            lost(0, why);
        }
    }

    /** Returns whether the command was sent: not without a session. */
    boolean send(WireCommand command) {
        if (state != ConnectionState.OPEN) {
            return false;
        }
        socket.send(command.json());
        return true;
    }

    /** On a thread of the container, which reads no further while this waits. */
    @Override
    public void frame(WireSocket from, String text) {
        try {
            listeners.awaitSpace();
            List<WireEvent> events = WireEvent.in(text);
            frame.acquire();
            if (!lane.execute(() -> take(from, events))) {
                frame.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed(from, 1006, "Interrupted");
        } catch (RuntimeException notJson) {
            LOG.log(System.Logger.Level.WARNING, "Ignored a frame that is not JSON");
        }
    }

    private void take(WireSocket from, List<WireEvent> events) {
        try {
            heardAt = System.nanoTime();
            for (WireEvent event : events) {
                if (from == socket) {
                    take(event);
                }
            }
        } finally {
            frame.release();
        }
    }

    private void take(WireEvent event) {
        try {
            if (event.type().equals("welcome") && state != ConnectionState.OPEN) {
                welcomed(event);
            } else if (event.isError() && helloRef != null && helloRef.equals(event.text("ref"))) {
                refused(event.error());
            } else {
                owner.event(event);
            }
        } catch (RuntimeException e) { // the others of the frame must arrive
            LOG.log(System.Logger.Level.ERROR, "Cannot handle an event of the type " + event.type(), e);
        }
    }

    private void welcomed(WireEvent welcome) {
        helloRef = null;
        pingMillis = Math.max(1_000, welcome.number("pingInterval", 25_000));
        openedAt = System.nanoTime();
        opened = true;
        watch();
        ConnectionState before = state;
        state = ConnectionState.OPEN;
        owner.welcomed(welcome);
        owner.state(before, state, null);
    }

    private void refused(ParleyException error) {
        if (error.isPassing() || error.code().equals("server")) {
            lost(error.retryAfter() == null ? 0 : error.retryAfter().toMillis(), error);
        } else {
            close(error);
        }
    }

    @Override
    public void closed(WireSocket from, int code, String reason) {
        lane.execute(() -> {
            if (from != socket) {
                return;
            }
            String message = "The connection ended with code " + code + (reason.isEmpty() ? "" : ": " + reason);
            if (FINAL.contains(code) || code >= FIRST_FINAL) {
                close(new ParleyException(meaning(code), message));
            } else {
                lost(0, unreachable(message));
            }
        });
    }

    private static String meaning(int code) {
        return switch (code) {
            case SIGNED_OUT -> ParleyException.UNAUTHORIZED;
            case ENDED_BY_OWNER -> ParleyException.ENDED;
            default -> ParleyException.CLOSED;
        };
    }

    private void lost(long atLeastMillis, ParleyException why) {
        forget();
        after(Math.max(atLeastMillis, delay.next()), this::connect);
        become(ConnectionState.WAITING, why);
    }

    /** Drops the socket without waiting: a dead one takes minutes to report that it is closed. */
    private void forget() {
        ClientLane.cancel(timer);
        if (opened && System.nanoTime() - openedAt > STEADY_AFTER_NANOS) {
            delay.reset();
        }
        opened = false;
        probing = false;
        if (socket != null) {
            socket.forget();
            hangUp(socket);
            socket = null;
        }
    }

    private void hangUp(WireSocket dropped) {
        if (!helpers.execute(dropped::hangUp)) {
            lane.after(HANG_UP_AGAIN_MILLIS, () -> hangUp(dropped));
        }
    }

    /** Pings the server, and drops the connection if nothing comes back. */
    void probe() {
        if (state != ConnectionState.OPEN || probing) {
            return;
        }
        probing = true;
        long before = heardAt;
        send(WireCommand.of("ping", null));
        after(PONG_WITHIN_MILLIS, () -> {
            if (heardAt == before && frame.availablePermits() > 0 && !listeners.isFull()) {
                lost(0, unreachable("The server is silent"));
            } else {
                watch();
            }
        });
    }

    /** Probes after two silent ping intervals. The server's own pings are answered by the container, unseen. */
    private void watch() {
        probing = false;
        long left = 2 * pingMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardAt);
        if (left <= 0) {
            probe();
        } else {
            after(left, this::watch);
        }
    }

    /** Ends it for good. */
    void close(ParleyException why) {
        if (state != ConnectionState.CLOSED) {
            forget();
            become(ConnectionState.CLOSED, why);
        }
    }

    /** We wait for one thing at a time: the welcome, a pong, or the next try. */
    private void after(long millis, Runnable action) {
        ClientLane.cancel(timer);
        timer = lane.after(millis, action);
    }

    private void become(ConnectionState now, ParleyException why) {
        ConnectionState before = state;
        state = now;
        if (now != before || why != null) {
            owner.state(before, now, why);
        }
    }
}

package chat.parley.room;

import chat.parley.client.WaitLimit;
import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.Encoding;
import chat.parley.delivery.Wire;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.identity.Authentication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A connection to the test: records what is sent and can stop reading. */
final class TestWire implements Wire {
    /** Keeps events as they are. */
    static final Encoding<List<Event>> PLAIN = new Encoding<>() {
        @Override
        public List<Event> encode(Event event) {
            return List.of(event);
        }

        @Override
        public List<Event> join(List<List<Event>> encoded) {
            return encoded.stream().flatMap(List::stream).toList();
        }
    };

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Close> closes = new LinkedBlockingQueue<>();
    private final List<Event> history = new ArrayList<>();
    private final List<Consumer<Throwable>> stuck = new ArrayList<>();
    private final AtomicInteger sends = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private final boolean mayHang;
    private final Authentication authentication;
    private final String address;
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private boolean reading = true;

    TestWire() {
        this(false);
    }

    /** @param authentication of the request that opened the connection */
    TestWire(Authentication authentication) {
        this(false, authentication, null);
    }

    /** @param mayHang whether sends may block, as in some hosts */
    TestWire(boolean mayHang) {
        this(mayHang, null, null);
    }

    /** A connection from this address. */
    static TestWire from(String address) {
        return new TestWire(false, null, address);
    }

    private TestWire(boolean mayHang, Authentication authentication, String address) {
        this.mayHang = mayHang;
        this.address = address;
        this.authentication = authentication;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Authentication authentication() {
        return authentication;
    }

    @Override
    public boolean mayHang() {
        return mayHang;
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> done) {
        try {
            hangs.await();
        } catch (InterruptedException e) {
            done.accept(e); // the chat was closed
            return;
        }
        sends.incrementAndGet();
        synchronized (this) {
            history.addAll(batch.as(PLAIN));
            events.addAll(batch.as(PLAIN));
            if (!reading) {
                stuck.add(done);
            }
            notifyAll();
            if (!reading) {
                return;
            }
        }
        done.accept(null);
    }

    @Override
    public void ping() {
        pings.incrementAndGet();
    }

    @Override
    public void close(Close close) {
        closes.add(close);
    }

    int sends() {
        return sends.get();
    }

    int pings() {
        return pings.get();
    }

    synchronized void stopReading() {
        reading = false;
    }

    /** Blocks sends until the latch opens. */
    void hangUntil(CountDownLatch latch) {
        hangs = latch;
    }

    /** Completes the stuck sends. */
    void sendNext() {
        List<Consumer<Throwable>> waiting;
        synchronized (this) {
            waiting = List.copyOf(stuck);
            stuck.clear();
        }
        waiting.forEach(done -> done.accept(null));
    }

    void readOn() {
        synchronized (this) {
            reading = true;
        }
        sendNext();
    }

    /** Waits until a send is stuck; returns the number of stuck sends. */
    synchronized int stuck() throws InterruptedException {
        awaitUntil(() -> !stuck.isEmpty(), "no send is stuck");
        return stuck.size();
    }

    /** The first event of this kind so far, taken or not, or else the next one. */
    synchronized <E extends Event> E first(Class<E> kind, Predicate<E> wanted) throws InterruptedException {
        List<E> found = new ArrayList<>();
        int[] seen = {0};
        awaitUntil(
                () -> {
                    while (found.isEmpty() && seen[0] < history.size()) {
                        Event event = history.get(seen[0]++);
                        if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                            found.add(kind.cast(event));
                        }
                    }
                    return !found.isEmpty();
                },
                "no " + kind.getSimpleName() + " received");
        return found.get(0);
    }

    private void awaitUntil(BooleanSupplier condition, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(otherwise);
            }
            wait(left);
        }
    }

    /** Takes events up to and including the first one of this kind, and returns that. */
    <E extends Event> E next(Class<E> kind) throws InterruptedException {
        return next(kind, event -> true);
    }

    <E extends Event> E next(Class<E> kind, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            Event event = events.poll(WaitLimit.MILLIS, TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " received");
            }
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
    }

    /** All messages received so far, taken or not. */
    synchronized List<Logged.Message> messages() {
        return history.stream()
                .filter(Logged.Message.class::isInstance)
                .map(Logged.Message.class::cast)
                .toList();
    }

    /** All events received so far, in order. */
    synchronized List<Event> history() {
        return List.copyOf(history);
    }

    Close closed() throws InterruptedException {
        Close close = closes.poll(WaitLimit.MILLIS, TimeUnit.MILLISECONDS);
        if (close == null) {
            throw new AssertionError("the session was not closed");
        }
        return close;
    }
}

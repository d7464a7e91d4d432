package chat.parley.room;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.Encoding;
import chat.parley.delivery.Wire;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A connection whose other end is this test: keeps what was sent, and can stop to take it. */
final class TestWire implements Wire {
    /** Events as they are. */
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
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private boolean reading = true;

    TestWire() {
        this(false);
    }

    /** @param mayHang whether it is of a host whose sends may wait for the client */
    TestWire(boolean mayHang) {
        this.mayHang = mayHang;
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
            done.accept(e); // the chat has ended
            return;
        }
        sends.incrementAndGet();
        synchronized (this) {
            history.addAll(batch.as(PLAIN));
            events.addAll(batch.as(PLAIN));
            if (!reading) {
                stuck.add(done);
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

    /** From now on a send does not come back until the latch is open. */
    void hangUntil(CountDownLatch latch) {
        hangs = latch;
    }

    /** Lets what is stuck go through, and no more. */
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

    /** Waits until a send is stuck; says how many are. */
    int stuck() {
        while (true) {
            synchronized (this) {
                if (!stuck.isEmpty()) {
                    return stuck.size();
                }
            }
            Thread.onSpinWait();
        }
    }

    /** Takes events up to the first one of this kind. */
    <E extends Event> E next(Class<E> kind) throws InterruptedException {
        return next(kind, event -> true);
    }

    <E extends Event> E next(Class<E> kind, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            Event event = events.poll(10, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " came");
            }
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
    }

    /** All messages that have come by now, taken or not. */
    synchronized List<Event.Message> messages() {
        return history.stream().filter(Event.Message.class::isInstance).map(Event.Message.class::cast).toList();
    }

    /** Everything that has come by now, in its order. */
    synchronized List<Event> history() {
        return List.copyOf(history);
    }

    Close closed() throws InterruptedException {
        Close close = closes.poll(10, TimeUnit.SECONDS);
        if (close == null) {
            throw new AssertionError("the session was not closed");
        }
        return close;
    }
}

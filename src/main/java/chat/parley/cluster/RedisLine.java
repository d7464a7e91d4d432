package chat.parley.cluster;

import chat.parley.store.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;

/**
 * The way through one Redis server, with two threads and connections: one publishes, one listens. Each connects again
 * when its connection fails, is silent for too long or does not answer. Its own pulse, which it hears like everybody
 * else, keeps the listening one from being silent. Thread-safe.
 */
final class RedisLine {
    static final Duration PULSE = Duration.ofMillis(75);
    /** Texts that wait for the server. Beyond it the oldest are lost, as hints may be. */
    private static final int MOST_WAITING = 256;

    private final RedisServer server;
    private final String channel;
    private final LongSupplier nanos;
    private final Trouble ringing;
    private final Trouble listening;
    private final BlockingQueue<String> waiting = new LinkedBlockingDeque<>(MOST_WAITING);
    private final List<Thread> threads;
    private String pulse;
    private Consumer<String> onText;
    private Runnable onConnected;
    private volatile Connection ringsBy;
    private volatile Connection listensBy;
    private volatile boolean isUp;
    private volatile boolean closed;

    RedisLine(RedisServer server, String channel, ThreadFactory factory, LongSupplier nanos) {
        this.server = server;
        this.channel = channel;
        this.nanos = nanos;
        this.ringing = new Trouble("ring " + server, "other servers poll the database", nanos);
        this.listening = new Trouble("hear " + server, "this server polls the database", nanos);
        this.threads = Stream.<Runnable>of(this::keepRinging, this::keepListening)
                .map(factory::newThread)
                .filter(Objects::nonNull) // from a container that is stopping
                .toList();
    }

    /**
     * Begins. Call it once.
     *
     * @param ownPulse sent at this interval, whatever else is sent
     * @param textHeard called with each text on the listening thread; must not block
     * @param connected called after each connect
     */
    void start(String ownPulse, Consumer<String> textHeard, Runnable connected) {
        pulse = ownPulse;
        onText = textHeard;
        onConnected = connected;
        threads.forEach(Thread::start);
    }

    /** Sends the text soon. */
    void ring(String text) {
        while (!waiting.offer(text)) {
            waiting.poll();
        }
    }

    /** Whether this server is connected and listens. */
    boolean isUp() {
        return isUp;
    }

    private interface Attempt {
        void run(Backoff backoff) throws RedisProblem, InterruptedException;
    }

    private void repeat(Attempt attempt, Trouble trouble) {
        Backoff backoff = new Backoff();
        boolean isFirst = true;
        while (!closed) {
            try {
                attempt.run(backoff);
            } catch (RedisProblem | RuntimeException e) {
                // the first attempt may fall into the deployment, while Payara still opens and closes archives
                if (!closed && !isFirst) {
                    trouble.failed(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // only close() does this
            }
            isFirst = false;
            pause(backoff.next());
        }
    }

    private void keepRinging() {
        repeat(this::publish, ringing);
    }

    private void publish(Backoff backoff) throws RedisProblem, InterruptedException {
        try (Connection connection = server.open()) {
            ringsBy = connection;
            long pulseAt = nanos.getAsLong();
            while (!closed) {
                long left = pulseAt - nanos.getAsLong();
                String text = left <= 0 ? pulse : waiting.poll(left, TimeUnit.NANOSECONDS);
                if (text == null || left <= 0) {
                    text = pulse;
                    pulseAt = nanos.getAsLong() + PULSE.toNanos();
                }
                server.publish(connection, channel, text);
                ringing.recovered();
                backoff.reset();
            }
        }
    }

    private void keepListening() {
        repeat(this::subscribe, listening);
    }

    private void subscribe(Backoff backoff) throws RedisProblem {
        try (Connection connection = server.open()) {
            listensBy = connection;
            if (!closed) {
                hear(connection, backoff);
            }
        } catch (RuntimeException e) {
            throw server.problem(e);
        } finally {
            isUp = false;
        }
    }

    private void hear(Connection connection, Backoff backoff) {
        new JedisPubSub() {
            @Override
            public void onSubscribe(String subscribed, int number) {
                isUp = true;
                listening.recovered();
                backoff.reset();
                onConnected.run();
            }

            @Override
            public void onMessage(String from, String text) {
                onText.accept(text);
            }
        }.proceed(connection, channel);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both threads. Does not wait for them. */
    void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        drop(ringsBy);
        drop(listensBy);
    }

    /** Closes the socket under a thread that may wait for it. */
    private static void drop(Connection connection) {
        try {
            if (connection != null) {
                connection.forceDisconnect();
            }
        } catch (IOException e) {
            // closed anyway
        }
    }
}

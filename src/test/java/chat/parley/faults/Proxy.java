package chat.parley.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bad network between clients and a server: cuts, slices, stalls and slows down TCP connections. One thread serves
 * all connections in turn, which suffices for some dozens. Thread-safe.
 */
public final class Proxy implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    private static final long BREATH_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private record Link(SocketChannel client, SocketChannel server, Flow up, Flow down) {
        Link(SocketChannel client, SocketChannel server) {
            this(client, server, new Flow(client, server), new Flow(server, client));
        }

        /** Closes both sides and drops unsent bytes; {@code reset} closes with RST. */
        void cut(boolean reset) {
            for (SocketChannel side : new SocketChannel[] {client, server}) {
                try (side) {
                    if (reset) {
                        side.setOption(StandardSocketOptions.SO_LINGER, 0);
                    }
                } catch (IOException gone) {
                    // expected
                }
            }
        }
    }

    private final ServerSocketChannel door;
    private final InetSocketAddress server;
    private final Queue<Link> links = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "proxy");
    /**
     * Held during a round over all connections, so that a change is in effect when its call returns. Fair, because
     * the next round starts at once.
     */
    private final Lock round = new ReentrantLock(true);

    private Weather up = Weather.FAIR;
    private Weather down = Weather.FAIR;

    public Proxy(URI server) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        try {
            door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            door.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** The same address through this proxy. */
    public URI address(URI direct) {
        return URI.create(direct.toString()
                .replace(direct.getAuthority(), "127.0.0.1:" + door.socket().getLocalPort()));
    }

    /** Carries nothing from now on, in any direction. */
    public void stall() {
        change(() -> up = down = Weather.STALLED);
    }

    /** Carries everything again. */
    public void clear() {
        change(() -> up = down = Weather.FAIR);
    }

    /** Sets the weather from clients to the server, for existing and new connections. */
    void up(Weather weather) {
        change(() -> up = weather);
    }

    /** Sets the weather from the server to clients, for existing and new connections. */
    void down(Weather weather) {
        change(() -> down = weather);
    }

    /** Ends every connection with FIN, if the system does so. */
    public void cut() {
        cut(false);
    }

    /** Ends every connection with RST. */
    public void reset() {
        cut(true);
    }

    private void cut(boolean reset) {
        change(() -> {
            links.forEach(link -> link.cut(reset));
            links.clear();
        });
    }

    private void change(Runnable change) {
        round.lock();
        try {
            change.run();
        } finally {
            round.unlock();
        }
    }

    int connections() {
        return links.size();
    }

    private void run() {
        while (door.isOpen()) {
            boolean moved = accept();
            round.lock();
            try {
                moved |= carry();
            } finally {
                round.unlock();
            }
            if (!moved) {
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    private boolean carry() {
        boolean moved = false;
        for (Iterator<Link> all = links.iterator(); all.hasNext(); ) {
            Link link = all.next();
            try {
                moved |= link.up.carry(up) | link.down.carry(down);
            } catch (IOException ended) {
                link.cut(true);
            }
            if (!link.client.isOpen() || link.up.isOver() && link.down.isOver()) {
                link.cut(false);
                all.remove();
            }
        }
        return moved;
    }

    private boolean accept() {
        SocketChannel client = null;
        try {
            client = door.accept();
            if (client == null) {
                return false;
            }
            SocketChannel onward = SocketChannel.open(server);
            for (SocketChannel side : new SocketChannel[] {client, onward}) {
                side.configureBlocking(false);
                side.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            links.add(new Link(client, onward));
            return true;
        } catch (IOException noServer) {
            try {
                if (client != null) {
                    client.close();
                }
            } catch (IOException gone) {
                // closed anyway
            }
            return false;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}

package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.WaitLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the proxy with plain sockets on both sides. */
class ProxyTest {
    private static final int PATIENCE_MILLIS = WaitLimit.MILLIS;
    private static final int SOON_MILLIS = 200;
    private static final byte[] WORD = {7};

    private ServerSocket listener;
    private Proxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        URI direct = URI.create("tcp://127.0.0.1:" + listener.getLocalPort());
        proxy = new Proxy(direct);
        URI address = proxy.address(direct);
        client = new Socket(address.getHost(), address.getPort());
        server = listener.accept();
        client.setSoTimeout(PATIENCE_MILLIS);
        server.setSoTimeout(PATIENCE_MILLIS);
        Await.until("the proxy knows of it", () -> proxy.connections() == 1, () -> "");
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void bytesArriveAsTheyWereSentInFairWeatherAndInSlices() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        for (Weather weather : new Weather[] {Weather.FAIR, Weather.sliced(1), Weather.sliced(7)}) {
            proxy.down(weather);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> assertSent(bytes), task -> new Thread(task).start());
            assertArrayEquals(bytes, client.getInputStream().readNBytes(bytes.length));
            sent.join();
        }
    }

    private void assertSent(byte[] bytes) {
        try {
            server.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsStalledComesLater() throws IOException {
        proxy.up(Weather.STALLED);
        client.getOutputStream().write(WORD);
        server.setSoTimeout(SOON_MILLIS);
        InputStream in = server.getInputStream();
        assertThrows(SocketTimeoutException.class, in::read);
        server.getOutputStream().write(WORD);
        assertEquals(7, client.getInputStream().read(), "the other direction still works");

        proxy.up(Weather.FAIR);
        server.setSoTimeout(PATIENCE_MILLIS);
        assertEquals(7, in.read());
    }

    @Test
    void aNarrowLinkTakesItsTime() throws IOException {
        proxy.down(Weather.rate(10_000));
        long begun = System.nanoTime();
        server.getOutputStream().write(new byte[5_000]);
        client.getInputStream().readNBytes(5_000);
        assertTrue(System.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(400));
    }

    @Test
    void aCutIsAnEndAndAResetAnError() throws IOException {
        proxy.cut();
        assertEquals(-1, client.getInputStream().read());
        assertEquals(-1, server.getInputStream().read());
        close();
        connect();
        proxy.reset();
        InputStream in = client.getInputStream();
        assertThrows(SocketException.class, in::read);
    }

    @Test
    void theEndOfOneSideReachesTheOther() throws IOException {
        client.shutdownOutput();
        assertEquals(-1, server.getInputStream().read());
        server.getOutputStream().write(WORD);
        assertEquals(7, client.getInputStream().read());
        server.close();
        assertEquals(-1, client.getInputStream().read());
        Await.until("nothing is left", () -> proxy.connections() == 0, () -> "");
    }
}

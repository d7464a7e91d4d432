package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.RawHttp;
import chat.parley.client.RawSocket;
import chat.parley.client.WireFrame;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many connections start a frame or request and never finish it. */
@FaultTest
class HugeFrameIT {
    private static final long HUGE = 1L << 62;
    private static final int CONNECTIONS = 300;
    private static final int MORE_CONNECTIONS = 500;
    private static final int SENT = 250_000;
    private static final int ALLOWED = 1_000_000;
    private static final int MEGABYTES = 96;
    private static final Map<String, String> USUAL_FRAMES =
            Map.of("rate", "1000000", "burst", "1000000", "request-timeout", "5m");
    private static final Map<String, String> LARGE_FRAMES = Map.of(
            "rate", "1000000", "burst", "1000000", "request-timeout", "5m", "max-frame", Integer.toString(ALLOWED));

    /** Opens another connection with an unfinished frame or request. */
    private interface Attack {
        AutoCloseable begin(Host host, int number) throws IOException;
    }

    @Test
    void aFrameIsRefusedByItsHeader() throws Exception {
        try (Host host = Hosts.fresh(Map.of())) {
            for (long length : new long[] {65_537, 1 << 20, HUGE}) {
                for (int opcode : new int[] {WireFrame.TEXT, WireFrame.BINARY}) {
                    assertEquals(1009, closeAfter(RawSocket.open(host), WireFrame.header(true, opcode, length)));
                    assertEquals(1009, closeAfter(RawSocket.engine(host), WireFrame.header(true, opcode, length)));
                }
            }
            byte[] part = WireFrame.masked(false, WireFrame.TEXT, new byte[60_000]);
            for (RawSocket socket : List.of(RawSocket.open(host), RawSocket.engine(host))) {
                socket.bytes(part);
                assertEquals(1009, closeAfter(socket, WireFrame.header(false, WireFrame.CONTINUATION, 10_000)));
            }
        }
    }

    @Test
    void hugeFramesThatNeverEndAreNotKept() throws Exception {
        attack(
                MORE_CONNECTIONS,
                USUAL_FRAMES,
                (host, number) -> begun(byTurns(host, number), WireFrame.header(true, WireFrame.TEXT, HUGE), SENT));
    }

    @Test
    void allowedFramesThatNeverEndAreCutWhenMemoryIsShort() throws Exception {
        attack(
                CONNECTIONS,
                LARGE_FRAMES,
                (host, number) ->
                        begun(byTurns(host, number), WireFrame.header(true, WireFrame.TEXT, ALLOWED), ALLOWED - 1));
    }

    @Test
    void fragmentsThatNeverEndAreCutWhenMemoryIsShort() throws Exception {
        attack(
                CONNECTIONS,
                LARGE_FRAMES,
                (host, number) -> begun(
                        byTurns(host, number), WireFrame.masked(false, WireFrame.TEXT, new byte[ALLOWED - 1]), 0));
    }

    @Test
    void bodiesThatNeverEndAreCutWhenMemoryIsShort() throws Exception {
        attack(MORE_CONNECTIONS, LARGE_FRAMES, (host, number) -> {
            URI messages = host.http().resolve("api/rooms/attic/messages");
            RawHttp request = new RawHttp(
                    messages,
                    "POST",
                    messages.getPath(),
                    "Authorization: Bearer a-key-of-somebody-with-time",
                    "Content-Type: application/json",
                    "Content-Length: " + ALLOWED);
            try {
                request.send(new byte[ALLOWED - 1]);
            } catch (IOException cut) {
                request.close();
            }
            return request;
        });
    }

    private static void attack(int connections, Map<String, String> settings, Attack attack) throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        try (Host host = Hosts.fresh(settings);
                Onlooker onlooker = new Onlooker(host)) {
            for (int i = 0; i < connections; i++) {
                open.add(attack.begin(host, i));
            }
            onlooker.assertAnswered();
            onlooker.assertHeapGrewByLessThan(MEGABYTES);
            onlooker.assertAnswered();
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    private static RawSocket byTurns(Host host, int number) throws IOException {
        return number % 2 == 0 ? RawSocket.open(host) : RawSocket.engine(host);
    }

    private static RawSocket begun(RawSocket socket, byte[] header, int bytes) {
        try {
            socket.bytes(header);
            socket.bytes(new byte[bytes]);
        } catch (IOException cut) {
            // closed before all bytes were sent
        }
        return socket;
    }

    private static int closeAfter(RawSocket socket, byte[] bytes) throws IOException {
        try (socket) {
            socket.bytes(bytes);
            return socket.awaitClose();
        }
    }
}

package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WireFrame;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Clients send pings and never read: the pongs fill the kernel's buffer, and then the server's heap if nothing stops
 * them.
 */
@FaultTest
class PingFloodIT {
    private static final Map<String, String> UNLIMITED = Map.of("rate", "10000000", "burst", "10000000");
    private static final int FLOODERS = 3;
    private static final int LARGE_PINGS = 32_000;
    private static final int EMPTY_PINGS = 1_500_000;
    private static final int AT_ONCE = 1_000;
    private static final int MEGABYTES = 64;

    @Test
    void pongsThatNobodyReadsAreWeighedWithTheirOverhead() throws Exception {
        try (Host host = Hosts.fresh(UNLIMITED);
                Onlooker onlooker = new Onlooker(host)) {
            List<CompletableFuture<Boolean>> floods = IntStream.range(0, FLOODERS)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> isCut(host, "Flooder " + n), task -> new Thread(task).start()))
                    .toList();
            onlooker.assertAnswered();
            for (CompletableFuture<Boolean> flood : floods) {
                assertTrue(flood.join(), "a flooding connection was never cut");
            }
            onlooker.assertHeapGrewByLessThan(MEGABYTES);
            onlooker.assertAnswered();
        }
    }

    @Test
    void pingsCountInTheRate() throws Exception {
        try (Host host = Hosts.fresh(Map.of("rate", "1", "burst", "20"));
                RawSocket client = RawSocket.open(host)) {
            client.bytes(pings(0, 20));
            client.awaitPongs(20);
            client.bytes(pings(0, AT_ONCE));
            assertEquals(1008, client.awaitClose());
        }
        try (Host host = Hosts.fresh(Map.of("rate", "1", "burst", "20"));
                RawSocket client = RawSocket.engine(host)) {
            client.bytes(pings(0, AT_ONCE));
            assertEquals(1008, client.awaitClose());
        }
    }

    private static boolean isCut(Host host, String name) {
        try (RawSocket flooder = RawSocket.narrowIn(UnusedRoom.name(), name, host)) {
            flood(flooder, pings(125, AT_ONCE), LARGE_PINGS / AT_ONCE);
            flood(flooder, pings(0, AT_ONCE), EMPTY_PINGS / AT_ONCE);
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    private static void flood(RawSocket client, byte[] pings, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            client.bytes(pings);
        }
    }

    private static byte[] pings(int bytes, int number) {
        byte[] ping = WireFrame.masked(true, WireFrame.PING, new byte[bytes]);
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        IntStream.range(0, number).forEach(n -> pings.writeBytes(ping));
        return pings.toByteArray();
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.RawHttp;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The server is asked to stop while clients post as fast as they can, and comes back. */
@Order(1) // slow, so it starts early
@HostContract
class DrainIT {
    private static final int CLIENTS = 40;
    private static final int QUARTERS = 4;
    private static final Duration DRAIN = Duration.ofSeconds(4);
    /** For commits, closing handshakes and the end of the process. */
    private static final Duration REST = Duration.ofSeconds(12);

    private static final int RESTARTS = 1012;
    private static final int UNAVAILABLE = 503;
    private static final Set<Integer> OF_CONTAINERS = Set.of(1000, 1001, RESTARTS);

    private final String room = UnusedRoom.name();

    /**
     * What became of a client.
     *
     * @param stored the offsets of its acknowledged posts
     * @param open the post without an answer; null if there is none
     * @param code of the close
     * @param at when it was closed, in nanoseconds
     */
    private record Left(int number, List<Long> stored, String open, int code, long at) {}

    @Test
    void whatIsAcknowledgedIsStoredOnceAndClientsLeaveOneAfterTheOther() throws Exception {
        Map<String, String> settings =
                Map.of("drain-time", DRAIN.toSeconds() + "s", "rate", "100000", "burst", "100000");
        try (Host host = Hosts.fresh(settings)) {
            boolean embedded = host.name().equals("embedded");
            ExecutorService threads = Executors.newFixedThreadPool(CLIENTS); // the newcomer follows the first to leave
            CountDownLatch busy = new CountDownLatch(CLIENTS);
            List<Future<Left>> leaving = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                leaving.add(threads.submit(() -> postUntilTheEnd(number, host, busy)));
            }
            busy.await();
            long begun = System.nanoTime();
            Future<Integer> refused = threads.submit(() -> embedded ? newcomerDuringTheDrain(host) : RESTARTS);
            host.stop();
            assertTrue(System.nanoTime() - begun < DRAIN.plus(REST).toNanos(), "the server stopped too late");
            List<Left> left = new ArrayList<>();
            for (Future<Left> each : leaving) {
                left.add(each.get());
            }
            threads.shutdown();
            if (embedded) {
                assertEquals(Set.of(RESTARTS), codes(left));
                assertSpread(left, begun);
                assertEquals(RESTARTS, refused.get());
            } else {
                assertTrue(OF_CONTAINERS.containsAll(codes(left)), codes(left).toString());
            }

            host.start();
            List<Long> stored = new ArrayList<>();
            for (Left each : left) {
                stored.addAll(each.stored());
                if (each.open() != null) {
                    stored.add(repeated(each, host));
                }
            }
            try (Chatter nora = Chatter.named("Nora", host)) {
                assertEquals(stored.size(), nora.join(room).head());
            }
            assertEquals(
                    LongStream.rangeClosed(1, stored.size()).boxed().toList(),
                    stored.stream().sorted().toList());
        }
    }

    private Left postUntilTheEnd(int number, Host host, CountDownLatch busy) {
        try (Chatter client = Chatter.withKey("Mira " + number, key(number), host)) {
            client.join(room);
            List<Long> stored = new ArrayList<>();
            String open = null;
            try {
                for (int i = 0; true; i++) {
                    open = "c" + number + "-" + i;
                    client.send(post(open));
                    Heard reply = client.reply(open);
                    assertTrue(reply.is("ack"), reply.toString());
                    stored.add(reply.offset());
                    open = null;
                    if (i == 0) {
                        busy.countDown();
                    }
                }
            } catch (AssertionError | RuntimeException end) {
                if (client.isOpen()) {
                    throw end;
                }
            }
            long at = System.nanoTime();
            return new Left(number, stored, open, client.awaitClose(), at);
        }
    }

    /** @return the code with which a newcomer is sent away */
    private static int newcomerDuringTheDrain(Host host) throws IOException {
        assertEquals(
                UNAVAILABLE,
                RawHttp.get(host.http(), "/socket.io/?EIO=4&transport=polling").status());
        try (Chatter newcomer = Chatter.connect(host.ws())) {
            return newcomer.awaitClose();
        }
    }

    private long repeated(Left left, Host host) {
        try (Chatter client = Chatter.withKey("Mira " + left.number(), key(left.number()), host)) {
            client.join(room);
            client.send(post(left.open()));
            return client.reply(left.open()).offset();
        }
    }

    private static void assertSpread(List<Left> left, long begun) {
        int[] quarters = new int[QUARTERS];
        for (Left each : left) {
            long part = (each.at() - begun) * QUARTERS / DRAIN.toNanos();
            quarters[(int) Math.max(0, Math.min(QUARTERS - 1, part))]++;
        }
        for (int quarter : quarters) {
            assertTrue(
                    quarter >= CLIENTS / QUARTERS / 2,
                    List.of(quarters[0], quarters[1], quarters[2], quarters[3]).toString());
        }
    }

    private static Set<Integer> codes(List<Left> left) {
        Set<Integer> codes = new HashSet<>();
        left.forEach(each -> codes.add(each.code()));
        return codes;
    }

    private String post(String ref) {
        return CommandText.of("post", "room", room, "text", ref, "ref", ref);
    }

    private static String key(int number) {
        return "a-secret-of-client-" + number;
    }
}

package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WireFrame;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.MeasuresServer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Frames that no well-behaved client sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@HostContract
@MeasuresServer
class HostileIT {
    /** Shorter than the time after which the server closes a silent client. */
    private static final int PATIENCE_SECONDS = 20;

    private static final int LIMIT = 64 * 1024;
    /** While the client is still sending, hosts race between several ways to close. Only the end matters. */
    private static final List<Integer> CUT_OFF_AS_TOO_BIG = List.of(1009, 1011, 1000, WireFrame.CUT);

    private final Host host = Hosts.quiet();
    private final String room = UnusedRoom.name();

    @RegisterExtension
    final Bystander bystander = new Bystander(host, room);

    @Test
    void aFrameOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Longwinded", host)) {
            client.send(padded(LIMIT));
            assertTrue(client.await(Heard.reply("p")).is("pong"));
            client.send(padded(LIMIT + 1));
            assertEquals(1009, client.awaitClose());
        }
    }

    @Test
    void theLimitIsInBytesAndNotInCharacters() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Longwinded", host)) {
            client.send("{\"type\":\"ping\",\"y\":\"" + "\u8a71".repeat(LIMIT / 3) + "\"}");
            assertEquals(1009, client.awaitClose());
        }
    }

    @Test
    void aFrameFarOverTheLimitIsRefused() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Longwinded", host)) {
            byte[] frame =
                    WireFrame.masked(true, WireFrame.TEXT, padded(10 * LIMIT).getBytes(StandardCharsets.UTF_8));
            int code = flood(client, frame, new byte[0], 0); // the server may close before all is written
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(code), "closed with " + code);
        }
    }

    @Test
    void aFrameThatIsDeclaredAsHugeIsNotAwaited() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Boaster", host)) {
            int code = flood(client, WireFrame.header(true, WireFrame.TEXT, 100 << 20), new byte[LIMIT], 1_600);
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(code), "closed with " + code);
        }
    }

    @Test
    void aHundredThousandFragmentsAreOneFrameThatIsTooBig() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Stammerer", host)) {
            byte[] one = WireFrame.masked(false, WireFrame.CONTINUATION, new byte[] {'x'});
            int code = flood(client, WireFrame.masked(false, WireFrame.TEXT, new byte[] {'"'}), one, 100_000);
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(code), "closed with " + code);
        }
    }

    @Test
    void fragmentsWithoutEndAreNotCollected() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Talker", host)) {
            byte[] part = WireFrame.masked(false, WireFrame.CONTINUATION, new byte[LIMIT / 2]);
            int code = flood(client, WireFrame.masked(false, WireFrame.TEXT, new byte[] {'"'}), part, 3_000);
            assertTrue(CUT_OFF_AS_TOO_BIG.contains(code), "closed with " + code);
        }
    }

    @Test
    void fragmentsOfNothingAreNoBurden() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Mute", host)) {
            client.bytes(WireFrame.masked(false, WireFrame.TEXT, new byte[0]));
            client.bytes(repeated(WireFrame.masked(false, WireFrame.CONTINUATION, new byte[0]), 20_000));
            client.bytes(WireFrame.masked(true, WireFrame.CONTINUATION, ping("p")));
            assertTrue(client.await(Heard.reply("p")).is("pong"));
        }
    }

    @Test
    void aBinaryFrameIsRefused() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Machine", host)) {
            client.bytes(WireFrame.masked(true, WireFrame.BINARY, ping("p")));
            assertEquals(1003, client.awaitClose());
        }
        try (RawSocket client = RawSocket.in(room, "Large machine", host)) {
            int code = flood(client, WireFrame.header(true, WireFrame.BINARY, 100 << 20), new byte[LIMIT], 1_600);
            assertTrue(List.of(1003, 1009, 1011, WireFrame.CUT).contains(code), "closed with " + code);
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        for (byte[] bytes : List.of(
                new byte[] {'"', (byte) 0xc3, '"'},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xff})) {
            try (RawSocket client = RawSocket.in(room, "Moth", host)) {
                client.bytes(WireFrame.masked(true, WireFrame.TEXT, bytes));
                assertEquals(1007, client.awaitClose());
            }
        }
    }

    @Test
    void segmentsOfOneByteAndPingsBetweenFragmentsChangeNothing() throws Exception {
        try (RawSocket client = RawSocket.in(room, "Dripper", host)) {
            client.drip(WireFrame.masked(true, WireFrame.TEXT, ping("whole")));
            assertTrue(client.await(Heard.reply("whole")).is("pong"));

            byte[] command =
                    CommandText.of("hello", "ref", "parts", "name", "\u00fcber").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < command.length; i++) {
                client.drip(WireFrame.masked(
                        i == command.length - 1,
                        i == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION,
                        new byte[] {command[i]}));
                client.bytes(WireFrame.masked(true, WireFrame.PING, new byte[] {'?'}));
            }
            assertEquals("already-named", client.await(Heard.reply("parts")).code());
        }
    }

    private static byte[] repeated(byte[] bytes, int times) {
        ByteBuffer all = ByteBuffer.allocate(bytes.length * times);
        while (all.hasRemaining()) {
            all.put(bytes);
        }
        return all.array();
    }

    private static byte[] ping(String ref) {
        return CommandText.of("ping", "ref", ref).getBytes(StandardCharsets.UTF_8);
    }

    /** A command with this many bytes. */
    private static String padded(int bytes) {
        String command = "{\"type\":\"ping\",\"ref\":\"p\",\"y\":\"\"}";
        return command.replace("\"y\":\"", "\"y\":\"" + "a".repeat(bytes - command.length()));
    }

    /**
     * Sends one frame, then another one repeatedly until the server closes. The server must either read on or cut the
     * connection.
     *
     * @return the close code
     */
    private static int flood(RawSocket client, byte[] first, byte[] again, int times) throws IOException {
        var patience = CompletableFuture.runAsync(
                client::close, CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        try {
            client.bytes(first);
            for (int i = 0; i < times; i++) {
                client.bytes(again);
            }
        } catch (SocketException enough) {
            // the close frame may be lost with the connection
        }
        assertTrue(patience.cancel(false), "the server neither reads nor closes");
        return client.awaitClose();
    }
}

package chat.parley.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.RawHttp;
import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.client.WireFrame;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedded server's protection, below the chat, against connections that occupy resources without using them. */
@EmbeddedOnly
class EmbeddedGuardsIT {
    private static final int MEGABYTES = 512;
    private static final int REQUESTS = 1_000;
    private static final int SENT = 12 << 20;
    private static final int PATIENCE_MILLIS = WaitLimit.MILLIS;

    private static Host host;

    @BeforeAll
    static void start() {
        host = Hosts.fresh(Map.of("request-timeout", "1s", "send-timeout", "1s", "rate", "100000", "burst", "1000000"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void whoNeverFinishesARequestIsCutAndOthersAreLetIn() throws Exception {
        Bystander bystander = new Bystander(host, UnusedRoom.name());
        bystander.watch();
        List<Socket> idlers = new ArrayList<>();
        for (String beginning :
                List.of("", "GET / HTTP/1.1\r\nHost: ", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")) {
            for (int i = 0; i < 30; i++) {
                Socket socket = new Socket(host.http().getHost(), host.http().getPort());
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream().write(beginning.getBytes(US_ASCII));
                idlers.add(socket);
            }
        }
        bystander.noticedNothing();
        for (Socket idler : idlers) {
            try (idler) {
                idler.getInputStream().readAllBytes(); // reads to the end, which must come in time
            } catch (SocketException reset) {
                continue; // reset by the server
            }
        }
    }

    @Test
    void whoMakesManyRequestsKeepsTheConnection() throws Exception {
        try (Socket socket = new Socket(host.http().getHost(), host.http().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (int i = 0; i < REQUESTS; i++) {
                socket.getOutputStream()
                        .write(("HEAD / HTTP/1.1\r\nHost: " + host.http().getAuthority() + "\r\n\r\n")
                                .getBytes(US_ASCII));
                assertEquals("HTTP/1.1 200 OK", answers.readLine(), "request " + i);
                while (!answers.readLine().isEmpty()) {
                    continue;
                }
            }
        }
    }

    @Test
    void whoPingsAndNeverReadsIsCut() throws Exception {
        Bystander bystander = new Bystander(host, UnusedRoom.name());
        bystander.watch();
        try (RawSocket flooder = RawSocket.narrowIn(UnusedRoom.name(), "Flooder", host)) {
            byte[] ping = WireFrame.masked(true, WireFrame.PING, new byte[125]);
            ByteBuffer pings = ByteBuffer.allocate(ping.length * 512);
            while (pings.hasRemaining()) {
                pings.put(ping);
            }
            byte[] many = pings.array();
            assertThrows(IOException.class, () -> {
                for (long sent = 0; sent < MEGABYTES * 1_000_000L; sent += many.length) {
                    flooder.bytes(many);
                }
            });
        }
        bystander.noticedNothing();
    }

    @Test
    void whoIsStillSendingLearnsWhyTheServerCloses() throws Exception {
        for (RawSocket client : List.of(RawSocket.open(host), RawSocket.engine(host))) {
            try (client) {
                client.bytes(WireFrame.header(true, WireFrame.BINARY, SENT));
                client.bytes(new byte[SENT]); // more than the buffers of both sides hold
                assertEquals(1009, client.awaitClose());
            }
        }
    }

    @Test
    void whoIsStillSendingLearnsWhyTheRequestIsRefused() throws Exception {
        String body = "\r\n\r\n" + "x".repeat(SENT);
        assertEquals(400, RawHttp.answerTo(host.http(), "POST / " + body).status());
        String unknownHost = "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: " + SENT + body;
        assertEquals(421, RawHttp.answerTo(host.http(), unknownHost).status());
    }

    @Test
    void whoSendsOnForeverAfterTheCloseIsCut() throws Exception {
        try (RawSocket client = RawSocket.open(host)) {
            client.bytes(WireFrame.header(true, WireFrame.BINARY, Long.MAX_VALUE));
            assertThrows(IOException.class, () -> {
                for (int sent = 0; sent < MEGABYTES; sent++) {
                    client.bytes(new byte[1_000_000]);
                }
            });
        }
    }

    @Test
    void aReaderWhoIsStuckIsCutAndNotOnlyGivenUp() throws Exception {
        String room = UnusedRoom.name();
        try (Chatter writer = Chatter.named("Mira", host)) {
            writer.join(room);
            stuckIn(room, writer);
        }
    }

    private static void stuckIn(String room, Chatter writer) throws IOException {
        try (RawSocket stuck = RawSocket.narrowIn(room, "Jonas", host)) {
            String text = "x".repeat(8_000);
            while (writer.heard(Heard.left(room, "Jonas")).isEmpty()) {
                writer.post(room, text);
            }
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
            assertThrows(IOException.class, () -> {
                while (System.nanoTime() < deadline) {
                    stuck.bytes(WireFrame.masked(true, WireFrame.PONG, new byte[0]));
                    LockSupport.parkNanos(10_000_000);
                }
            });
        }
    }
}

package chat.parley.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.JavaClient;
import chat.parley.client.RawHttp;
import chat.parley.client.RawSocket;
import chat.parley.client.Scene;
import chat.parley.client.WaitLimit;
import chat.parley.client.WireFrame;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.TestCertificate;
import chat.parley.e2e.host.TrustAll;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server with a certificate. */
@EmbeddedOnly
class TlsIT {
    private static final String STRICT = "Strict-Transport-Security";
    /** Messages that a newcomer gets, in one batch of several records. */
    private static final int HISTORY = 40;

    private static final int ALERT = 21;
    private static final int FATAL = 2;
    private static final int PROTOCOL_VERSION = 70;
    /** A ClientHello of TLS 1.1 with the cipher suite TLS_RSA_WITH_AES_128_CBC_SHA and no extensions. */
    private static final byte[] TLS_1_1 =
            HexFormat.of().parseHex("160301002d" + "01000029" + "0302" + "00".repeat(32) + "00" + "0002002f" + "0100");

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static Host host;

    @RegisterExtension
    final Scene scene = new Scene(host);

    private final String room = scene.room();

    @BeforeAll
    static void start() throws IOException {
        certificate = TestCertificate.make("RSA");
        certificate.writeTo(folder);
        Map<String, String> settings = new HashMap<>(TestCertificate.settings(folder));
        settings.putAll(Map.of("request-timeout", "1s", "send-timeout", "1s", "rate", "100000", "burst", "1000000"));
        host = Hosts.fresh(settings);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void browsersAreToldToUseHttpsOnly() throws Exception {
        for (String path : List.of("", "js/parley-client.js", "nowhere", "api/rooms", "socket.io/")) {
            HttpResponse<String> answer = HttpApi.of(host).get(host.http().resolve(path));
            assertEquals(List.of("max-age=31536000"), answer.headers().allValues(STRICT), path);
            assertEquals("https", answer.uri().getScheme());
        }
        Host withoutTls = Hosts.current();
        assertEquals(
                List.of(),
                HttpApi.of(withoutTls).get(withoutTls.http()).headers().allValues(STRICT));
        assertTrue(Files.readString(host.log()).contains(" running at https://127.0.0.1:"));
    }

    @Test
    void theChainIsSent() throws Exception {
        assertEquals(certificate.chain(), presented());
    }

    @Test
    void peopleTalkAndReadWhatIsLongerThanARecord() {
        String text = "x".repeat(8_000);
        Chatter mira = scene.joined("Mira");
        Chatter jonas = scene.joined("Jonas");
        mira.post(room, "hello");
        jonas.await(Heard.message(room, "hello"));
        for (int i = 0; i < HISTORY; i++) {
            jonas.post(room, text);
        }
        mira.await(HISTORY, Heard.message(room, text));
        scene.joined("Nora").await(HISTORY, Heard.message(room, text));
    }

    @Test
    void socketIoPollsAndUpgrades() {
        JavaClient mira = scene.keep(JavaClient.named("Mira", host, JavaClient.UPGRADE));
        JavaClient jonas = scene.keep(JavaClient.named("Jonas", host, JavaClient.POLLING));
        mira.join(room);
        jonas.join(room);
        for (int i = 0; mira.carried("websocket") == 0; i++) {
            jonas.post(room, "message " + i);
            mira.await(Heard.message(room, "message " + i));
        }
        mira.post(room, "hello");
        jonas.await(Heard.message(room, "hello"));
        assertTrue(jonas.carried("polling") > 0);
    }

    @Test
    void onlyPagesThatCameByTlsMayConnect() throws Exception {
        String authority = host.http().getAuthority();
        for (String target : List.of("/ws", "/socket.io/?EIO=4&transport=websocket")) {
            assertEquals(101, upgrade(target, "https://" + authority), target);
            assertEquals(403, upgrade(target, "http://" + authority), target);
        }
    }

    private static int upgrade(String target, String origin) throws IOException {
        return RawHttp.upgrade(host.http(), target, RawHttp.NATIVE, "Origin: " + origin)
                .status();
    }

    @Test
    void aNewCertificateServesNewConnectionsAndOldOnesGoOn(@TempDir Path files) throws Exception {
        certificate.writeTo(files);
        try (Host other = Hosts.fresh(TestCertificate.settings(files));
                Chatter mira = Chatter.named("Mira", other)) {
            mira.join(room);
            assertEquals(certificate.chain(), presented(other));

            TestCertificate next = TestCertificate.make("EC");
            next.writeTo(files);
            await(() -> next.chain().equals(presented(other)));
            mira.post(room, "still here");

            TestCertificate.replace(files.resolve("chain.pem"), "not a certificate");
            await(() -> warnings(other) == 1);
            assertEquals(next.chain(), presented(other));

            certificate.writeTo(files);
            await(() -> certificate.chain().equals(presented(other)));
            assertEquals(1, warnings(other), Files.readString(other.log()));
            mira.post(room, "and still");
            mira.await(Heard.message(room, "and still"));
        }
    }

    private static long warnings(Host host) {
        try {
            return Files.readString(host.log())
                    .lines()
                    .filter(line -> line.contains("Cannot use the new TLS certificate"))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void whoNeverFinishesTheHandshakeIsCutAndOthersAreLetIn() throws Exception {
        Bystander bystander = new Bystander(host, room);
        bystander.watch();
        List<Socket> idlers = new ArrayList<>();
        for (int sent : List.of(0, 3, TLS_1_1.length - 1)) {
            for (int i = 0; i < 30; i++) {
                Socket idler = connect(host);
                idler.getOutputStream().write(TLS_1_1, 0, sent);
                idlers.add(idler);
            }
        }
        bystander.noticedNothing();
        for (Socket idler : idlers) {
            awaitEnd(idler);
        }
    }

    /** Reads to the end, which must come in time. */
    private static byte[] awaitEnd(Socket socket) throws IOException {
        try (socket) {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            return new byte[0];
        }
    }

    @Test
    void whoSpeaksPlainHttpIsToldToUseHttps() throws Exception {
        Chatter mira = scene.joined("Mira");
        URI plain = URI.create(host.http().toString().replace("https:", "http:"));
        RawHttp.Response answer = RawHttp.get(plain, "/");
        assertEquals(400, answer.status());
        assertEquals("This port needs https", answer.body());
        mira.post(room, "hello");
    }

    @Test
    void tls11IsRefused() throws Exception {
        try (Socket socket = connect(host)) {
            socket.getOutputStream().write(TLS_1_1);
            byte[] alert = socket.getInputStream().readAllBytes();
            assertEquals(7, alert.length);
            assertEquals(
                    List.of(ALERT, FATAL, PROTOCOL_VERSION), List.of((int) alert[0], (int) alert[5], (int) alert[6]));
        }
    }

    @Test
    void tls12And13AreServedAndNoOtherProtocol() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = secured(connect(host), version)) {
                socket.startHandshake();
                assertEquals(version, socket.getSession().getProtocol());
                assertEquals("", socket.getApplicationProtocol());
            }
        }
    }

    @Test
    void renegotiationEndsTheConnectionAndNoOther() throws Exception {
        Chatter mira = scene.joined("Mira");
        try (SSLSocket socket = secured(connect(host), "TLSv1.2")) {
            socket.startHandshake();
            socket.startHandshake();
            assertThrows(IOException.class, () -> {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("the connection ended");
                }
            });
        }
        mira.post(room, "hello");
    }

    @Test
    void everyConnectionEndsWithAnAlertThatNothingIsMissing() throws Exception {
        String head = "GET / HTTP/1.1\r\nHost: " + host.http().getAuthority() + "\r\n";
        endsWithAnAlert(" 200 ", (head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
        endsWithAnAlert(" 421 ", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(ISO_8859_1));
        endsWithAnAlert(" 400 ", "GET / HTTP/3.0\r\n".getBytes(ISO_8859_1));
        endsWithAnAlert(
                " 101 ",
                RawHttp.upgradeRequest(host.http(), "/ws", RawHttp.NATIVE),
                WireFrame.masked(true, WireFrame.CLOSE, new byte[] {3, (byte) 0xe8}));
        endsWithAnAlert(""); // after the request timeout
    }

    /** Sends the parts, each after something has been received. */
    private static void endsWithAnAlert(String status, byte[]... parts) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket recorded = recorded(received);
                SSLSocket socket = secured(recorded, "TLSv1.2")) {
            socket.startHandshake();
            StringBuilder answer = new StringBuilder();
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
                answer.append((char) Math.max(0, socket.getInputStream().read()));
            }
            answer.append(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
            assertTrue(answer.toString().contains(status), answer.toString());
        }
        byte[] records = received.toByteArray();
        int last = 0;
        for (int at = 0; at < records.length; at += 5 + ((records[at + 3] & 0xff) << 8 | records[at + 4] & 0xff)) {
            last = records[at];
        }
        assertEquals(ALERT, last, status);
    }

    /** A connection whose received bytes are also written to the stream. */
    private static Socket recorded(ByteArrayOutputStream received) throws IOException {
        return new Socket(host.http().getHost(), host.http().getPort()) {
            @Override
            public InputStream getInputStream() throws IOException {
                return new FilterInputStream(super.getInputStream()) {
                    @Override
                    public int read(byte[] bytes, int start, int length) throws IOException {
                        int read = super.read(bytes, start, length);
                        received.write(bytes, start, Math.max(0, read));
                        return read;
                    }
                };
            }
        };
    }

    @Test
    void recordsInPiecesAreJoined() throws Exception {
        try (RawSocket mira = RawSocket.in(room, "Mira", host)) {
            mira.drip(WireFrame.masked(true, WireFrame.PING, new byte[] {1, 2, 3}));
            mira.awaitPongs(1);
        }
    }

    @Test
    void aReaderWhoIsStuckIsCut() throws Exception {
        Chatter writer = scene.joined("Mira");
        try (RawSocket stuck = RawSocket.narrowIn(room, "Jonas", host)) {
            String text = "x".repeat(8_000);
            while (writer.heard(Heard.left(room, "Jonas")).isEmpty()) {
                writer.post(room, text);
            }
            long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
            assertThrows(IOException.class, () -> {
                while (System.nanoTime() < deadline) {
                    stuck.bytes(WireFrame.masked(true, WireFrame.PONG, new byte[0]));
                    LockSupport.parkNanos(10_000_000);
                }
            });
        }
    }

    @Test
    void theServerDoesNotStartWithoutItsKey(@TempDir Path files) throws Exception {
        certificate.writeTo(files);
        Files.delete(files.resolve("key.pem"));
        String failure = assertThrows(IllegalStateException.class, () -> Hosts.fresh(TestCertificate.settings(files)))
                .getMessage();
        assertTrue(failure.contains("there is no file " + files.resolve("key.pem")), failure);
        assertFalse(failure.contains("\tat "), failure);
    }

    private static List<Certificate> presented() {
        return presented(host);
    }

    private static List<Certificate> presented(Host host) {
        try (SSLSocket socket = secured(connect(host), "TLSv1.3")) {
            socket.startHandshake();
            return List.of(socket.getSession().getPeerCertificates());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Socket connect(Host host) throws IOException {
        Socket socket = new Socket(host.http().getHost(), host.http().getPort());
        socket.setSoTimeout(WaitLimit.MILLIS);
        return socket;
    }

    private static SSLSocket secured(Socket socket, String version) throws IOException {
        SSLSocket secured = (SSLSocket) TrustAll.secured(socket, host.http());
        secured.setEnabledProtocols(new String[] {version});
        return secured;
    }
}

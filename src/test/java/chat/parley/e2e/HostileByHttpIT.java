package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.HttpApi;
import chat.parley.client.RawHttp;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.MeasuresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts that no well-behaved client sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@HostContract
@MeasuresServer
class HostileByHttpIT {
    private static final int LIMIT = 64 * 1024;
    private static final int TEN_MEGABYTES = 10 << 20;
    /** Twice Payara's number of request threads, so that one blocked thread per request would be noticed. */
    private static final int MANY = 400;

    private static final int PAYARA_POOL = 200;
    /** The server closed the connection before the request was complete, and the response was lost. */
    private static final int CUT = -1;

    private static final byte[] BODY = "{\"name\":\"Build\",\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8);

    private final Host host = Hosts.quiet();

    @RegisterExtension
    final Bystander bystander =
            new Bystander(host, UnusedRoom.name(), host.name().equals("payara") ? PAYARA_POOL : 0);

    @Test
    void aBodyThatComesInDropsIsRead() throws Exception {
        try (RawHttp post = to(UnusedRoom.name(), "Content-Length: " + BODY.length)) {
            for (byte b : BODY) {
                post.send(new byte[] {b});
            }
            assertEquals(201, post.answer().status());
        }
    }

    @Test
    void aBodyInPiecesIsRead() throws Exception {
        try (RawHttp post = to(UnusedRoom.name(), "Transfer-Encoding: chunked")) {
            for (byte b : BODY) {
                post.chunk(b);
            }
            post.chunk();
            assertEquals(201, post.answer().status());
        }
    }

    @Test
    void bodiesThatNeverEndHoldNobodyUp() throws Exception {
        String room = UnusedRoom.name();
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                RawHttp post = to(room, "Content-Length: " + BODY.length);
                slow.add(post);
                post.send(Arrays.copyOf(BODY, BODY.length / 2));
            }
            assertEquals(1, offsetOfOneMore(room));
        } finally {
            for (RawHttp post : slow) {
                post.close();
            }
        }
        assertEquals(2, offsetOfOneMore(room));
    }

    @Test
    void whatIsCutOffIsNotStoredEvenIfItMakesSense() throws Exception {
        String room = UnusedRoom.name();
        for (String length : List.of("Content-Length: " + (BODY.length + 10), "Transfer-Encoding: chunked")) {
            try (RawHttp post = to(room, length)) {
                if (length.startsWith("C")) {
                    post.send(BODY);
                } else {
                    post.chunk(BODY);
                }
                post.end();
                assertTrue(List.of(400, CUT).contains(statusOf(post)));
            }
        }
        assertEquals(1, offsetOfOneMore(room));
    }

    @Test
    void aBodyOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws Exception {
        for (boolean told : new boolean[] {true, false}) {
            for (int size : new int[] {LIMIT, LIMIT + 1}) {
                byte[] padded = Arrays.copyOf(BODY, size);
                Arrays.fill(padded, BODY.length, size, (byte) ' ');
                try (RawHttp post =
                        to(UnusedRoom.name(), told ? "Content-Length: " + size : "Transfer-Encoding: chunked")) {
                    if (told) {
                        post.send(padded);
                    } else {
                        post.chunk(padded);
                        post.chunk();
                    }
                    RawHttp.Response answer = post.answer();
                    assertEquals(size == LIMIT ? 201 : 413, answer.status(), answer.body());
                }
            }
        }
    }

    @Test
    void tenMegabytesAreNotRead() throws Exception {
        byte[] part = new byte[LIMIT];
        for (boolean told : new boolean[] {true, false}) {
            try (RawHttp post =
                    to(UnusedRoom.name(), told ? "Content-Length: " + TEN_MEGABYTES : "Transfer-Encoding: chunked")) {
                int status;
                try {
                    for (int sent = 0; sent < TEN_MEGABYTES; sent += part.length) {
                        if (told) {
                            post.send(part);
                        } else {
                            post.chunk(part);
                        }
                    }
                    status = statusOf(post);
                } catch (IOException e) {
                    status = CUT; // the server closed the connection early
                }
                assertTrue(List.of(413, CUT).contains(status), "answered with " + status);
            }
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        for (byte[] bytes : List.of(
                new byte[] {(byte) 0xc3}, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[] {(byte) 0xff
                })) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"name\":\"Build\",\"text\":\"".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bytes);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            try (RawHttp post = to(UnusedRoom.name(), "Content-Length: " + body.size())) {
                post.send(body.toByteArray());
                RawHttp.Response answer = post.answer();
                assertEquals(400, answer.status());
                assertEquals("malformed", answer.json().getString("code"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Idempotency-Key: ",
                "Idempotency-Key: \"\"",
                "Idempotency-Key: a b",
                "Idempotency-Key: one\r\nIdempotency-Key: two",
                "Idempotency-Key: 12345678901234567890123456789012345678901234567890123456789012345",
                "Authorization: Bearer another-key-of-somebody-else"
            })
    void aHeaderThatMakesNoSenseIsRefusedByName(String header) throws Exception {
        try (RawHttp post = to(UnusedRoom.name(), header, "Content-Length: " + BODY.length)) {
            post.send(BODY);
            RawHttp.Response answer = post.answer();
            assertEquals(400, answer.status(), answer.body());
            assertEquals("invalid", answer.json().getString("code"));
        }
    }

    @Test
    void aHeaderThatIsNotAsciiIsRefused() throws Exception {
        try (RawHttp post = to(UnusedRoom.name(), "Idempotency-Key: k\u00fcche", "Content-Length: " + BODY.length)) {
            post.send(BODY);
            assertEquals(400, post.answer().status()); // some hosts do this themselves, without a reason
        }
    }

    @Test
    void headersWithoutMeasureAreNotCollected() throws Exception {
        try (RawHttp post =
                to(UnusedRoom.name(), "Idempotency-Key: " + "x".repeat(1 << 20), "Content-Length: " + BODY.length)) {
            assertTrue(List.of(400, 413, 431, CUT).contains(statusOf(post)));
        } catch (IOException e) {
            // the connection was closed while the header was sent
        }
    }

    private static int statusOf(RawHttp post) {
        try {
            return post.answer().status();
        } catch (IOException e) {
            return CUT;
        }
    }

    private long offsetOfOneMore(String room) throws IOException {
        try (RawHttp post = to(room, "Content-Length: " + BODY.length)) {
            post.send(BODY);
            return post.answer().json().getInt("offset");
        }
    }

    private RawHttp to(String room, String... more) throws IOException {
        URI messages = HttpApi.of(host).messages(room);
        List<String> headers = new ArrayList<>(
                List.of("Authorization: Bearer a-key-of-one-without-manners", "Content-Type: application/json"));
        headers.addAll(List.of(more));
        return new RawHttp(messages, "POST", messages.getRawPath(), headers.toArray(String[]::new));
    }
}

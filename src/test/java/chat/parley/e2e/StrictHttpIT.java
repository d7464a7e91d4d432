package chat.parley.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.RawHttp;
import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that a proxy could parse differently are rejected, and the bytes after them are not parsed. */
@EmbeddedOnly
class StrictHttpIT {
    private static final List<String> HEADERS = List.of(
            "Content-Length: 4\r\nTransfer-Encoding: chunked",
            "Content-Length: 4\r\nContent-Length: 4",
            "Content-Length: 4, 4",
            "Content-Length: +4",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "X: a\r\n folded",
            "X: a\r\n\tfolded",
            "X : a",
            "X: a\rb",
            "X: a\0b",
            "X: a\nY: b",
            "X: a\u007f",
            "Host: evil.example");

    private final Host host = Hosts.current();
    private final String authority = host.http().getAuthority();

    @Test
    void whatIsAmbiguousIsABadRequestAtEveryDoor() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String line : List.of(
                "GET / ",
                "POST / ",
                "POST /api/rooms/attic/messages ",
                "GET /ws ",
                "POST /socket.io/?EIO=4&transport=polling ")) {
            for (String header : HEADERS) {
                int status = RawHttp.answerTo(
                                host.http(),
                                line + "HTTP/1.1\r\nHost: " + authority + "\r\n" + header + "\r\n\r\n0\r\n\r\n")
                        .status();
                if (status != 400) {
                    wrong.add(line + header + ": " + status);
                }
            }
        }
        for (String request : List.of(
                "GET / HTTP/1.1\nHost: x\n\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/3.0\r\nHost: x\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: x\r\n\r\n")) {
            int status = RawHttp.answerTo(host.http(), request).status();
            if (status != 400) {
                wrong.add(request + ": " + status);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void noRequestIsHiddenInAnother() throws Exception {
        String hidden = "GET /favicon.svg HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        String head = " / HTTP/1.1\r\nHost: " + authority + "\r\n";
        for (String outer : List.of(
                "POST" + head + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST" + head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST" + head + "Transfer-Encoding: xchunked\r\n\r\n",
                "GET" + head + "Content-Length: " + hidden.length() + "\r\n\r\n",
                "HEAD" + head + "Content-Length: " + hidden.length() + "\r\n\r\n")) {
            assertFalse(everythingAfter(outer + hidden).contains("image/svg"), outer);
        }
        assertTrue(everythingAfter("GET" + head + "\r\n" + hidden.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
                .contains("image/svg"));
    }

    @Test
    void noRequestIsExecutedBehindARefusedOne() throws Exception {
        String messages = "/api/rooms/" + UnusedRoom.name().replace(" ", "%20") + "/messages";
        String body = "{\"name\":\"Mira\",\"text\":\"hidden\"}";
        String post = "POST " + messages + " HTTP/1.1\r\nHost: " + authority
                + "\r\nAuthorization: Bearer a-secret-of-Mira's-own\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        everythingAfter("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" + post);
        everythingAfter("GET /%zz HTTP/1.1\r\nHost: " + authority + "\r\n\r\n" + post);
        assertFalse(RawHttp.get(host.http(), messages).body().contains("hidden"));

        assertTrue(everythingAfter(post.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
                .contains("201"));
        assertTrue(RawHttp.get(host.http(), messages).body().contains("hidden"));
    }

    @Test
    void framesThatTheProtocolForbidsEndTheConnection() throws Exception {
        byte[][] frames = {
            {(byte) 0x81, 1, 'x'},
            {(byte) 0x81, (byte) 0xfe, 0, 1, 0, 0, 0, 0, 'x'},
            {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 'x'}
        };
        for (byte[] frame : frames) {
            for (RawSocket open : List.of(RawSocket.in(UnusedRoom.name(), "Mira", host), RawSocket.engine(host))) {
                try (RawSocket socket = open) {
                    socket.bytes(frame);
                    assertEquals(1002, socket.awaitClose());
                }
            }
        }
    }

    @Test
    void methodsThatAreNotServedAreToldWhichAre() throws Exception {
        for (String method : List.of("TRACE", "OPTIONS", "DELETE", "PUT", "PATCH")) {
            assertAllowed("GET, HEAD", method, "/");
            assertAllowed("GET, HEAD", method, "/js/parley-client.js");
            assertAllowed("GET, HEAD", method, "/api/rooms");
            assertAllowed("GET, HEAD", method, "/api/search");
            assertAllowed("GET, HEAD, POST", method, "/api/rooms/attic/messages");
        }
    }

    private void assertAllowed(String allowed, String method, String path) throws IOException {
        try (RawHttp request = new RawHttp(host.http(), method, path, "Connection: close")) {
            RawHttp.Response answer = request.answer();
            assertEquals(405, answer.status(), method + " " + path);
            assertTrue(answer.head().contains("\r\nAllow: " + allowed + "\r\n"), answer.head());
            assertFalse(answer.head().contains("\r\nServer:"), answer.head());
        }
    }

    private String everythingAfter(String requests) throws IOException {
        try (Socket socket = new Socket(host.http().getHost(), host.http().getPort())) {
            socket.setSoTimeout(WaitLimit.MILLIS);
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}

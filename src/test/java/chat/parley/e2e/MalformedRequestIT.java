package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.RawHttp;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Malformed paths and bodies give 400 or 404, and almost no log output. */
@EmbeddedOnly
class MalformedRequestIT {
    private static final int REFUSED_HEADER = 400;
    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final int SEGMENTS = 3_900;
    /** The destinations: pages, vendor files, the API and the Socket.IO endpoint. */
    private static final List<String> PLACES = List.of("/", "/js/", "/_static/", "/api/rooms/", "/api/", "/socket.io/");

    private static final List<String> MALFORMED = List.of(
            "%00",
            "a%00b",
            "%0a",
            "%0d%0a",
            "%7f",
            "%5C",
            "..%5cx",
            "%ED%A0%80",
            "%FF",
            "%C3",
            "%C0%AF",
            "%E2%82",
            "%",
            "%4",
            "%zz",
            "%-1",
            "%u0041");

    private static Host host;

    @BeforeAll
    static void start() {
        host = Hosts.fresh(Map.of());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aMalformedPathIsABadRequestEverywhere() throws Exception {
        long before = logLines();
        List<String> wrong = new ArrayList<>();
        int requests = 0;
        for (String place : PLACES) {
            for (String path : MALFORMED) {
                for (String method : List.of("GET", "POST", "OPTIONS")) {
                    int status = status(method, place + path + (method.equals("GET") ? ".js" : ""));
                    requests++;
                    if (status != BAD && status != MISSING) {
                        wrong.add(method + " " + place + path + ": " + status);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(logLines() - before <= requests, "the log grew by " + (logLines() - before) + " lines");
        assertEquals(0, traces());
    }

    @Test
    void aPathOfThousandsOfSegmentsLeadsNowhere() throws Exception {
        for (String place : PLACES) {
            for (String segment : List.of("a/", "../", "./", "%2f", "a.", "-", "/")) {
                int status = status("GET", place + segment.repeat(SEGMENTS) + "a.js");
                assertTrue(List.of(BAD, MISSING).contains(status), place + segment + "…: " + status);
            }
        }
        assertEquals(0, traces());
    }

    @Test
    void aBodyThatIsNotChunkedAsItSaysIsABadRequest() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String target : List.of(
                "GET /",
                "POST /",
                "POST /api/rooms/attic/messages",
                "GET /api/rooms",
                "POST /socket.io/?EIO=4&transport=polling")) {
            for (String chunk : List.of(
                    "zz\r\nhello\r\n0\r\n\r\n",
                    "-1\r\n\r\n",
                    "\r\n\r\n",
                    "fffffffffffffffff\r\nx",
                    "5;\0\r\nhello\r\nxyz\r\n",
                    "5\r\nhelloworld\r\n0\r\n\r\n")) {
                RawHttp.Response answer = RawHttp.answerTo(
                        host.http(),
                        target + " HTTP/1.1\r\nHost: " + host.http().getAuthority()
                                + "\r\nAuthorization: Bearer a-key-of-one-without-manners\r\nContent-Type: application/json"
                                + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk);
                if (answer.status() / 100 == 5) {
                    wrong.add(target + " " + chunk.strip() + ": " + answer.status());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(0, traces());
    }

    @Test
    void cookiesOfManyKilobytesAreTakenUpToTheSetting() throws Exception {
        String own = "Origin: http://" + host.ws().getAuthority();
        String cookies = "Cookie: c=" + "x".repeat(24 * 1024);
        assertEquals(200, status("GET", "/", cookies));
        assertEquals(
                101,
                RawHttp.upgrade(host.ws(), host.ws().getPath(), RawHttp.NATIVE, own, cookies)
                        .status());
        assertEquals(REFUSED_HEADER, status("GET", "/", "Cookie: c=" + "x".repeat(40 * 1024)));
        try (Host small = Hosts.fresh(Map.of("max-header", "4096"))) {
            try (RawHttp request =
                    new RawHttp(small.http(), "GET", "/", "Connection: close", "Cookie: c=" + "x".repeat(5_000))) {
                assertEquals(REFUSED_HEADER, request.answer().status());
            }
        }
    }

    private static int status(String method, String target, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Connection: close");
        if (method.equals("POST")) {
            all.add("Content-Length: 0");
        }
        try (RawHttp request = new RawHttp(host.http(), method, target, all.toArray(String[]::new))) {
            return request.answer().status();
        }
    }

    private static long logLines() throws IOException {
        return Files.readAllLines(host.log()).size();
    }

    private static long traces() throws IOException {
        return Files.readAllLines(host.log()).stream()
                .filter(line -> line.startsWith("\tat ") || line.contains("StackOverflowError"))
                .count();
    }
}

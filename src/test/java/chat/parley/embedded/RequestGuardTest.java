package chat.parley.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                GET + GET,
                "\r\n" + GET,
                "GET / HTTP/1.0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nhost:\r\n\r\n",
                "GET http://x/a?b=\u00e4 HTTP/1.1\r\nHost: x\r\nX: a \t b\u00ff\r\nEmpty:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n\n\0\r " + GET,
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" + GET,
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n4;a=b\r\n\n\0\r \r\nA\r\n0123456789\r\n0\r\n\r\n"
                        + GET,
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n000\r\nTrailer: y\r\n\r\n" + GET
            })
    void properRequestsPassHoweverTheyAreCutUp(String requests) {
        for (int step : new int[] {1, 2, 7, requests.length()}) {
            assertTrue(passes(requests, step), requests + " by " + step);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: x\n\n",
                "GET / HTTP/1.1\r\nHost: x\n\r\n",
                "GET / HTTP/1.1\rHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc: d\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0001\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA: b\u007f\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n continued: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\tcontinued\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nn(a)me: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nhOST: y\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /\r\n",
                "GET / HTTP/2.0\r\n",
                "GET / http/1.1\r\n",
                "GET  / HTTP/1.1\r\n",
                "GET\t/\tHTTP/1.1\r\n",
                "GET / a HTTP/1.1\r\n",
                "GET / HTTP/1.1 \r\n",
                "G@T / HTTP/1.1\r\n",
                " GET / HTTP/1.1\r\n",
                "\r\n\r\n\r\n"
            })
    void whatNoTwoReadersReadAlikeIsRefused(String request) {
        for (int step : new int[] {1, 3, request.length()}) {
            assertFalse(passes(request, step), request + " by " + step);
        }
        assertFalse(passes(GET + request, 2 * GET.length()), "after another request: " + request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4\r\nContent-Length: 4",
                "Content-Length: 4, 4",
                "Content-Length: +4",
                "Content-Length: -1",
                "Content-Length: 0x4",
                "Content-Length: 4 4",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding:",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"
            })
    void aBodyHasOneLength(String headers) {
        assertFalse(passes("POST / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n", 1), headers);
    }

    @Test
    void chunksAreForNewerClientsOnly() {
        assertFalse(passes("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\n012345\r\n",
                "5\n01234\r\n",
                "5\r\n01234\n",
                "g\r\n",
                "\r\n",
                "-1\r\n",
                "0x5\r\n",
                " 5\r\n",
                "5 \r\n",
                "5\0\r\n",
                "5;a\n\r\n",
                "ffffffffffffffff\r\n",
                "0\r\nno colon\r\n",
                "0\r\n folded: x\r\n",
                "0\r\nA: b\n\r\n"
            })
    void chunksAreWhatTheySay(String chunks) {
        assertFalse(passes("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, 1), chunks);
    }

    @Test
    void longLinesPassWithoutBeingKept() {
        String target = "/" + "a".repeat(100_000);
        assertTrue(passes(
                "GET " + target + " HTTP/1.1\r\nCookie: " + "c".repeat(100_000) + "\r\nHost: x\r\n\r\n" + GET, 1_000));
    }

    private static boolean passes(String text, int step) {
        RequestGuard guard = new RequestGuard();
        byte[] bytes = text.getBytes(ISO_8859_1);
        for (int from = 0; from < bytes.length; from += step) {
            if (!guard.take(ByteBuffer.wrap(bytes, from, Math.min(step, bytes.length - from)))) {
                return false;
            }
        }
        return true;
    }
}

package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.RawHttp;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients pipeline a hundred requests on each of many connections and read no responses. */
@FaultTest
class PipelineFloodIT {
    private static final int CONNECTIONS = 250;
    private static final int REQUESTS = 100;
    private static final int MEGABYTES = 64;
    private static final int LOG_LINES = 20;
    private static final Map<String, String> PATIENT =
            Map.of("request-timeout", "5m", "rate", "1000000", "burst", "1000000");

    @Test
    void pagesThatNobodyReadsHoldNobodyUp() throws Exception {
        attack("js/compose/emoji-list.js", "Accept-Encoding: identity");
    }

    @Test
    void compressedPagesNeither() throws Exception {
        attack("js/compose/emoji-list.js", "Accept-Encoding: gzip");
    }

    @Test
    void answersOfTheApiNeither() throws Exception {
        attack("api/search?q=here&limit=50", "Accept-Encoding: gzip");
    }

    private static void attack(String path, String header) throws Exception {
        List<RawHttp> open = new ArrayList<>();
        try (Host host = Hosts.fresh(PATIENT);
                Onlooker onlooker = new Onlooker(host)) {
            onlooker.assertAnswered();
            long before = lines(host);
            for (int i = 0; i < CONNECTIONS; i++) {
                open.add(pipelined(host, path, header));
            }
            onlooker.assertAnswered();
            onlooker.assertHeapGrewByLessThan(MEGABYTES);
            for (RawHttp connection : open) {
                connection.close(); // the server still has requests to answer
            }
            onlooker.assertAnswered();
            List<String> log = Files.readAllLines(host.log());
            assertEquals(
                    List.of(),
                    log.stream().filter(line -> line.startsWith("\tat ")).toList());
            assertTrue(log.size() - before <= LOG_LINES, String.join("\n", log));
        } finally {
            for (RawHttp connection : open) {
                connection.close();
            }
        }
    }

    private static long lines(Host host) throws IOException {
        return Files.readAllLines(host.log()).size();
    }

    private static RawHttp pipelined(Host host, String path, String header) throws IOException {
        String target = host.http().getPath() + path;
        RawHttp first = new RawHttp(host.http(), "GET", target, header);
        String next =
                "GET " + target + " HTTP/1.1\r\nHost: " + host.http().getAuthority() + "\r\n" + header + "\r\n\r\n";
        first.send(next.repeat(REQUESTS - 1).getBytes(StandardCharsets.US_ASCII));
        return first;
    }
}

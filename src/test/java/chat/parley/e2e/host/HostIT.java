package chat.parley.e2e.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests' own ground: what they build on must hold on every host. */
class HostIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aKilledServerIsGoneAndComesBackWhereItWas() throws Exception {
        try (Host host = Hosts.fresh(Map.of())) {
            URI page = host.http();
            long first = host.pid();
            assertEquals(200, status(page));

            host.kill();
            assertTrue(ProcessHandle.of(first).filter(ProcessHandle::isAlive).isEmpty());
            assertThrows(ConnectException.class, () -> status(page));

            host.start();
            assertEquals(page, host.http());
            assertEquals(200, status(page));

            host.stop();
            assertThrows(ConnectException.class, () -> status(page));
            assertFalse(Files.readString(host.log()).isBlank());
        }
    }

    private int status(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}

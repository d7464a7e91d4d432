package chat.parley.e2e.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests the test infrastructure. */
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
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

    @Test
    void aDataDirectoryOutlivesItsServerAndIsItsOwn() throws Exception {
        try (Host host = Hosts.fresh(Map.of(), Store.SQLITE);
                Host other = Hosts.fresh(Map.of(), Store.SQLITE)) {
            Path kept = Files.writeString(Files.createDirectories(host.data()).resolve("kept"), "yes");
            host.kill();
            host.start();
            host.stop();
            host.start();
            assertEquals("yes", Files.readString(kept));
            assertNotEquals(host.data(), other.data());
        }
    }

    @Test
    void serversOnPostgresqlHaveADatabaseEach() throws Exception {
        try (Host host = Hosts.fresh(Map.of(), Store.POSTGRES);
                Host other = Hosts.fresh(Map.of(), Store.POSTGRES)) {
            assertEquals(200, status(host.http()));
            assertNotEquals(host.database(), other.database());
            try (Connection connection = Postgres.current().connect(host.database())) {
                assertEquals(host.database(), connection.getCatalog());
            }
        }
    }

    private int status(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

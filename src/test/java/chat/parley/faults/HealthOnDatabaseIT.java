package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.HttpApi;
import chat.parley.client.Scrape;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server whose database is away is not ready, but alive: a restart would not help. */
@FaultTest
@ResourceLock(Postgres.SHARED)
class HealthOnDatabaseIT {
    private static final long SECONDS = 10;

    private final Postgres postgres = Postgres.current();

    @Test
    void withoutItsDatabaseTheServerIsNotReadyUntilItIsBack() throws Exception {
        try (Host host = Hosts.fresh(Map.of(), Store.POSTGRES)) {
            assertEquals(200, status(host, "ready"));
            postgres.kill();
            long begun = System.nanoTime();
            try {
                Await.until("not ready", () -> status(host, "ready") == 503, () -> "still ready");
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                assertTrue(seconds <= SECONDS, seconds + " s");
                Await.until( // writers may notice first
                        "not readable",
                        () -> get(host, "ready").body().contains("The store cannot be read"),
                        () -> get(host, "ready").body());
                assertEquals(200, status(host, "live"));
                assertEquals(1, Scrape.of(host).value("parley_store_failing", "part=\"read\""));
            } finally {
                postgres.start();
            }
            begun = System.nanoTime();
            Await.until("ready again", () -> status(host, "ready") == 200, () -> "still not ready");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            assertTrue(seconds <= SECONDS, seconds + " s");
            assertTrue(Scrape.of(host).value("parley_store_faults_total", "part=\"read\"", "fault=\"transient\"") > 0);
        }
    }

    @Test
    void aDatabaseThatHangsIsNoticedWithoutWaitingForIt() throws Exception {
        try (Host host = Hosts.fresh(Map.of(), Store.POSTGRES)) {
            postgres.freeze();
            try {
                long begun = System.nanoTime();
                Await.until("not ready", () -> status(host, "ready") == 503, () -> "still ready");
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                assertTrue(seconds <= SECONDS, seconds + " s");
                assertEquals(200, status(host, "live"));
            } finally {
                postgres.thaw();
            }
            Await.until("ready again", () -> status(host, "ready") == 200, () -> "still not ready");
        }
    }

    private static int status(Host host, String kind) {
        return get(host, kind).statusCode();
    }

    private static HttpResponse<String> get(Host host, String kind) {
        try {
            return HttpApi.of(host).get(host.http().resolve("health/" + kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

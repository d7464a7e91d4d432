package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.HttpApi;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hundreds of connections from one address search and post endlessly, with a new key each time. */
@FaultTest
class SearchFloodIT {
    private static final int CONNECTIONS = 260;
    private static final int EACH = 20;
    private static final int TRIES = 20;
    private static final long SECOND = 1_000;
    private static final String GREEDY = "203.0.113.7";
    private static final String OTHER = "198.51.100.1";

    @Test
    void oneAddressThatFloodsTheApiHoldsUpNobodyElse() throws Exception {
        try (Host host = Hosts.fresh(Map.of("proxies", "127.0.0.1"));
                Onlooker onlooker = new Onlooker(host)) {
            HttpApi api = HttpApi.of(host);
            AtomicInteger refused = new AtomicInteger();
            List<CompletableFuture<Void>> flood = IntStream.range(0, CONNECTIONS)
                    .mapToObj(n -> flood(api, EACH, refused))
                    .toList();
            assertTrue(bestOfSearches(api) < SECOND);
            onlooker.assertAnswered();
            flood.forEach(CompletableFuture::join);
            assertTrue(refused.get() > 0, "nothing was refused");
            assertEquals(200, search(api, OTHER).statusCode());
        }
    }

    private static CompletableFuture<Void> flood(HttpApi api, int left, AtomicInteger refused) {
        if (left == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return api.sendLater(left % 2 == 0 ? searching(api, GREEDY) : posting(api))
                .thenCompose(answer -> {
                    if (answer.statusCode() == 429) {
                        refused.incrementAndGet();
                    }
                    return flood(api, left - 1, refused);
                });
    }

    /** The fastest search in milliseconds. Every search must be answered. */
    private static long bestOfSearches(HttpApi api) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = search(api, OTHER);
            best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            assertEquals(200, answer.statusCode(), answer.body());
        }
        return best;
    }

    private static HttpResponse<String> search(HttpApi api, String address) throws Exception {
        return api.send(searching(api, address));
    }

    private static HttpRequest searching(HttpApi api, String address) {
        return HttpApi.request(api.at("search?q=still&order=best&limit=50"), "X-Forwarded-For", address)
                .build();
    }

    private static HttpRequest posting(HttpApi api) {
        return HttpApi.request(
                        api.messages("attic"),
                        "X-Forwarded-For",
                        GREEDY,
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer a-new-key-" + System.nanoTime())
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ada\",\"text\":\"still\"}"))
                .build();
    }
}

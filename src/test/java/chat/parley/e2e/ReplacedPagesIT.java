package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.HttpApi;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Browsers cache files and revalidate them; after an upgrade they must get the new ones. */
@HostContract
class ReplacedPagesIT {
    private static final String CHANGED = "js/parley-client.js";
    private static final String UNCHANGED = "js/client/connection.js";
    private static final String TEXT = "console.log('the next version')\n";

    @Test
    void aChangedScriptReachesWhoHasTheOldOne() throws Exception {
        try (Host host = Hosts.redeployable(Map.of())) {
            HttpResponse<String> script = asked(host, CHANGED, List.of());
            HttpResponse<String> client = asked(host, UNCHANGED, List.of());
            assertEquals(304, asked(host, CHANGED, known(script)).statusCode());

            host.redeploy(Map.of(CHANGED, TEXT));

            HttpResponse<String> next = asked(host, CHANGED, known(script));
            assertEquals(200, next.statusCode());
            assertEquals(TEXT, next.body());
            assertEquals(304, asked(host, UNCHANGED, known(client)).statusCode());
        }
    }

    /** The validators that a browser sends for a cached response. */
    private static List<String> known(HttpResponse<String> kept) {
        List<String> headers = new ArrayList<>();
        kept.headers().firstValue("ETag").ifPresent(tag -> headers.addAll(List.of("If-None-Match", tag)));
        kept.headers().firstValue("Last-Modified").ifPresent(time -> headers.addAll(List.of("If-Modified-Since", time)));
        return headers;
    }

    private static HttpResponse<String> asked(Host host, String path, List<String> headers) throws Exception {
        URI uri = host.http().resolve(path);
        return HttpApi.of(host).get(uri, headers.toArray(String[]::new));
    }
}

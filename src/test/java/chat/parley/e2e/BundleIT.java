package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.HttpApi;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundled page: one script and one style sheet, which browsers cache forever. */
@HostContract
class BundleIT {
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(assets/app-[A-Z0-9]{8}\\.(?:js|css))\"");
    private static final Pattern NAMED = Pattern.compile("<(?:link|script)\\b[^>]*(?:href|src)=\"([^\"]+)\"");
    private static final Pattern NOTICES = Pattern.compile("license information please see (\\S+)");
    private static final Pattern IMPORTED = Pattern.compile("(?:\\bfrom|\\bimport)\\s*\\(?\\s*[\"'](\\.[^\"']+)[\"']");
    private static final int FIRST_VIEW = 100_000;

    private final Host host = Hosts.current();
    private final HttpApi api = HttpApi.of(host);

    @Test
    void browsersKeepTheScriptAndTheStyleSheetForGood() throws Exception {
        for (String asset : assets()) {
            HttpResponse<String> answer = api.get(host.http().resolve(asset));
            assertEquals(200, answer.statusCode(), asset);
            assertEquals("public, max-age=31536000, immutable", header(answer, "Cache-Control"));
            assertFalse(header(answer, "ETag").isEmpty());
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
            assertFalse(answer.body().contains("sourceMappingURL"), asset);
        }
        assertEquals("no-cache", header(api.get(host.http()), "Cache-Control"));
    }

    /** During a rolling update, a server may get requests for the files of another version. */
    @Test
    void nobodyKeepsThatAnAssetIsMissing() throws Exception {
        HttpResponse<String> answer = api.get(host.http().resolve("assets/app-00000000.js"));
        assertEquals(404, answer.statusCode());
        String expected = host.name().equals("jetty")
                ? "must-revalidate,no-cache,no-store"
                : "no-store"; // Jetty adds two to errors
        assertEquals(expected, header(answer, "Cache-Control"));
    }

    @Test
    void everythingThatIsNamedIsThere() throws Exception {
        Deque<URI> next = new ArrayDeque<>(List.of(host.http(), host.http().resolve("js/parley-client.js")));
        Set<URI> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            URI uri = next.remove();
            HttpResponse<String> answer = api.get(uri);
            assertEquals(200, answer.statusCode(), uri.toString());
            Pattern pattern = uri.getPath().endsWith(".js") ? IMPORTED : NAMED;
            boolean named = uri.equals(host.http()) || uri.getPath().matches(".*/(assets|js)/.*\\.js");
            pattern.matcher(named ? answer.body() : "")
                    .results()
                    .map(found -> uri.resolve(found.group(1)))
                    .filter(seen::add)
                    .forEach(next::add);
        }
        assertTrue(seen.contains(host.http().resolve("js/compose/emoji-list.js")), seen.toString());
        assertTrue(seen.contains(host.http().resolve("js/client/connection.js")), seen.toString());
    }

    @Test
    void theFirstViewIsSmall() throws Exception {
        int bytes = 0;
        for (String path : List.of("", assets().get(0), assets().get(1))) {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpApi.request(host.http().resolve(path), "Accept-Encoding", "gzip")
                                    .build(),
                            BodyHandlers.ofByteArray());
            assertEquals("gzip", header(answer, "Content-Encoding"), path);
            bytes += answer.body().length;
        }
        assertTrue(bytes <= FIRST_VIEW, bytes + " bytes");
    }

    @Test
    void librariesKeepTheirNotices() throws Exception {
        URI script = host.http()
                .resolve(assets().stream()
                        .filter(each -> each.endsWith(".js"))
                        .findFirst()
                        .orElseThrow());
        Matcher named = NOTICES.matcher(api.get(script).body());
        assertTrue(named.find(), "the script names no file with notices");
        String notices = api.get(script.resolve(named.group(1))).body();
        assertTrue(notices.contains("Copyright 2017 Google LLC"), notices);
        assertTrue(notices.contains("MarkedJS. (MIT License)"), notices);
    }

    /** The bundle contains the current sources, and the server serves the bundle. */
    @Test
    @EmbeddedOnly
    void thePackagesHaveNothingStale() throws Exception {
        Path built = Path.of(System.getProperty("parley.build", "target")).toAbsolutePath();
        try (Stream<Path> sources = Files.walk(built.resolveSibling("webapp"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Path bundled = built.resolve("bundle")
                        .resolve(built.resolveSibling("webapp")
                                .relativize(source)
                                .toString());
                assertEquals(-1, Files.mismatch(source, bundled), source.toString());
            }
        }
        for (String archive : List.of("parley.jar!/webapp/", "parley.war!/")) {
            String[] parts = archive.split("!");
            try (FileSystem inside = FileSystems.newFileSystem(built.resolve(parts[0]));
                    Stream<Path> shipped = Files.list(inside.getPath(parts[1] + "assets"))) {
                assertEquals(
                        Set.copyOf(assets()),
                        shipped.map(file -> "assets/" + file.getFileName())
                                .filter(file -> !file.endsWith(".LEGAL.txt"))
                                .collect(Collectors.toSet()),
                        archive);
                for (String asset : assets()) {
                    assertEquals(
                            -1,
                            Files.mismatch(built.resolve("bundle").resolve(asset), inside.getPath(parts[1] + asset)),
                            archive + asset);
                }
            }
        }
    }

    private List<String> assets() throws Exception {
        List<String> assets = ASSET.matcher(api.get(host.http()).body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(2, assets.size(), assets.toString());
        return assets;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}

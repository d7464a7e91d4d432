package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.HttpApi;
import chat.parley.client.RawHttp;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, and private ones that must not be served. */
@HostContract
class PagesIT {
    private final Host host = Hosts.current();
    private final HttpApi api = HttpApi.of(host);

    @ParameterizedTest
    @CsvSource({
        "'', text/html", "index.html, text/html", "favicon.svg, image/svg+xml",
        "js/parley-client.js, javascript", "js/compose/emoji-list.js, javascript",
                "_static/lit-html/3.3.3/lit-html.js, javascript"
    })
    void thePageIsServedUnderAStrictPolicy(String path, String type) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode());
        assertTrue(header(answer, "Content-Type").contains(type), header(answer, "Content-Type"));
        assertFalse(answer.body().isBlank());

        String policy = header(answer, "Content-Security-Policy");
        for (String part : List.of(
                "default-src 'none'",
                "script-src 'self'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'")) {
            assertTrue(policy.contains(part), policy);
        }
        assertFalse(policy.contains("unsafe"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "js/compose/emoji-list.js"})
    void whoOffersHttp2AsWellGetsTheSamePage(String path) throws Exception {
        HttpRequest upgradable = HttpRequest.newBuilder(host.http().resolve(path))
                .version(HttpClient.Version.HTTP_2)
                .build();
        HttpResponse<String> answer = api.send(upgradable);
        assertEquals(200, answer.statusCode());
        assertEquals(header(get(path), "Content-Type"), header(answer, "Content-Type"));
        assertEquals(get(path).body(), answer.body());
    }

    @Test
    void onlyWhatNeverChangesIsKeptByBrowsers() throws Exception {
        assertEquals("no-cache", header(get(""), "Cache-Control"));
        assertEquals("no-cache", header(get("js/parley-client.js"), "Cache-Control"));
        assertTrue(header(get("_static/lit-html/3.3.3/lit-html.js"), "Cache-Control")
                .contains("immutable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "js/parley-client.js", "favicon.svg", "_static/lit-html/3.3.3/lit-html.js"})
    void whatABrowserHasIsNotSentAgain(String path) throws Exception {
        for (String encoding : List.of("identity", "gzip")) {
            HttpResponse<String> first = get(path, "Accept-Encoding", encoding);
            String tag = header(first, "ETag");
            assertTrue(tag.matches("\"[^\"]+\""), tag);
            for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "W/\"x\",W/" + tag + ",\"y\"", "*")) {
                HttpResponse<String> answer = get(path, "If-None-Match", known, "Accept-Encoding", encoding);
                assertEquals(304, answer.statusCode(), known);
                assertEquals("", answer.body());
                assertEquals(tag, header(answer, "ETag"));
                assertTrue(header(answer, "Content-Security-Policy").contains("default-src 'none'"));
            }
            for (String known : List.of("\"x\"", "W/\"x\", \"y\"", tag.replace("\"", ""), "")) {
                assertEquals(
                        200,
                        get(path, "If-None-Match", known, "Accept-Encoding", encoding)
                                .statusCode(),
                        known);
            }
        }
        assertEquals(404, get("js/nothing.js", "If-None-Match", "*").statusCode());
    }

    @Test
    void timesOfFilesAreNotBelieved() throws Exception {
        assertEquals("(no Last-Modified)", header(get("js/parley-client.js"), "Last-Modified"));
        String tomorrow = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusDays(1));
        assertEquals(
                200, get("js/parley-client.js", "If-Modified-Since", tomorrow).statusCode());
    }

    @Test
    void scriptsGoOutCompressedToWhoAcceptsIt() throws Exception {
        HttpResponse<byte[]> small = HttpClient.newHttpClient()
                .send(
                        HttpApi.request(host.http().resolve("js/compose/emoji-list.js"), "Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals("gzip", header(small, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(small, "Vary"));
        String content = new String(
                new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(get("js/compose/emoji-list.js").body(), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "js/parley-client.js", "nothing.html", "api/rooms", "api/nothing"})
    void nobodyElsesPageMayUseItAndNobodyIsToldOfProducts(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"));
        assertEquals("(no Server)", header(answer, "Server"));
        assertEquals("(no X-Powered-By)", header(answer, "X-Powered-By"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "js/parley-client.js"})
    void filesAreToRead(String path) throws Exception {
        HttpRequest post = HttpApi.request(host.http().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        HttpResponse<String> answer = api.send(post);
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", header(answer, "Allow"));
        HttpRequest head = HttpApi.request(host.http().resolve(path))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertEquals(header(get(path), "ETag"), header(api.send(head), "ETag"));
        assertEquals(header(get(path), "Content-Length"), header(api.send(head), "Content-Length"));
    }

    @Test
    void whatIsNotThereIsNotFoundUnderTheSamePolicy() throws Exception {
        HttpResponse<String> answer = get("nothing.html");
        assertEquals(404, answer.statusCode());
        assertTrue(header(answer, "Content-Security-Policy").contains("default-src 'none'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEB-INF/web.xml",
                "WEB-INF/",
                "web-inf/web.xml",
                "Web-Inf/Web.xml",
                "WEB-INF/classes/chat/parley/Parley.class",
                "WEB-INF/lib/",
                "META-INF/MANIFEST.MF",
                "meta-inf/manifest.mf",
                "META-INF/maven/chat.parley/parley/pom.xml",
                "chat/parley/Parley.class"
            })
    void theInsideOfTheApplicationIsNotFound(String path) throws Exception {
        assertEquals(404, RawHttp.get(host.http(), host.http().getPath() + path).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEB-INF",
                "WEB-INF%2fweb.xml",
                "%57EB-INF/web.xml",
                "WEB%2DINF/web.xml",
                "%2e/WEB-INF/web.xml",
                "./WEB-INF/web.xml",
                "/WEB-INF/web.xml",
                "js/../WEB-INF/web.xml",
                "WEB-INF;x=y/web.xml",
                ";x=y/WEB-INF/web.xml",
                "WEB-INF/web.xml;x=y",
                "WEB-INF./web.xml",
                "WEB-INF%00/web.xml",
                "WEB-INF\\web.xml",
                "WEB-INF%5cweb.xml",
                "%2557EB-INF/web.xml",
                "_static/../WEB-INF/web.xml",
                "_static/../../../WEB-INF/web.xml",
                "_static/%2e%2e/%2e%2e/MANIFEST.MF",
                "_static/../../MANIFEST.MF",
                "META-INF%2fMANIFEST.MF",
                "%4dETA-INF/MANIFEST.MF",
                "../../../../../../etc/passwd",
                "..%2f..%2f..%2f..%2fetc/passwd",
                "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "..%c0%af..%c0%af..%c0%afetc/passwd",
                "..;/..;/..;/etc/passwd",
                "..\\..\\..\\..\\etc\\passwd"
            })
    void noDetourLeadsThere(String path) throws Exception {
        RawHttp.Response answer = RawHttp.get(host.http(), host.http().getPath() + path);
        // Hosts refuse, redirect to a missing page, or show the page.
        for (String secret : List.of("<web-app", "Manifest-Version", "root:")) {
            assertFalse(answer.body().contains(secret));
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return api.get(host.http().resolve(path), headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(no " + name + ")");
    }
}

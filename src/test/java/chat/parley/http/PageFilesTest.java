package chat.parley.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
    private static final List<String> NONE = List.of();
    private static final PageFacts OPEN = new PageFacts(true, false, false, false);
    private static final List<String> GZIP = List.of("br, gzip");

    private final byte[] script = "let a = 1\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    private final Map<String, byte[]> stored = new HashMap<>(Map.of(
            "/a.js",
            script,
            "/small.js",
            new byte[10],
            "/a.png",
            new byte[9_000],
            "/index.html",
            new byte[1],
            "/WEB-INF/a.js",
            script,
            "/a.sql",
            script));
    private int opened;
    private final PageFiles files = new PageFiles(this::open, false, OPEN);

    private InputStream open(String path) {
        opened++;
        byte[] content = stored.get(path);
        return content == null ? null : new ByteArrayInputStream(content);
    }

    @Test
    void filesAreReadAndCompressedOnce() throws IOException {
        PageResponse first = get("/a.js", NONE, GZIP);
        PageResponse second = get("/a.js", NONE, GZIP);
        assertEquals(1, opened);
        assertEquals("gzip", first.headers().get("Content-Encoding"));
        assertEquals(true, first.body() == second.body());
        assertArrayEquals(script, new GZIPInputStream(new ByteArrayInputStream(first.body())).readAllBytes());
    }

    @Test
    void changingFilesAreReadAgain() throws IOException {
        PageFiles changing = new PageFiles(this::open, true, OPEN);
        String tag =
                changing.answer("GET", "/a.js", false, NONE, NONE).headers().get("ETag");
        stored.put("/a.js", "let a = 2\n".repeat(500).getBytes(StandardCharsets.UTF_8));
        assertEquals(
                200, changing.answer("GET", "/a.js", false, List.of(tag), NONE).status());
    }

    @Test
    void eachEncodingHasItsOwnTag() throws IOException {
        PageResponse plain = get("/a.js", NONE, NONE);
        PageResponse compressed = get("/a.js", NONE, GZIP);
        assertNotEquals(plain.headers().get("ETag"), compressed.headers().get("ETag"));
        assertFalse(plain.headers().get("ETag").startsWith("W/"));
        assertEquals("Accept-Encoding", plain.headers().get("Vary"));
        for (List<String> encodings : List.of(NONE, GZIP)) {
            PageResponse again =
                    get("/a.js", List.of(get("/a.js", NONE, encodings).headers().get("ETag")), encodings);
            assertEquals(304, again.status());
            assertEquals(0, again.body().length);
            assertEquals(
                    get("/a.js", NONE, encodings).headers().get("ETag"),
                    again.headers().get("ETag"));
        }
    }

    @Test
    void onlyClientsThatAcceptGzipGetIt() throws IOException {
        for (String accepted : List.of("gzip", "GZip", "br;q=1, gzip;q=0.1", "*", "deflate, *;q=0.5", "gzip;q=1.000")) {
            assertEquals("gzip", get("/a.js", NONE, List.of(accepted)).headers().get("Content-Encoding"), accepted);
        }
        for (String refused :
                List.of("", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "xgzip", "br")) {
            assertFalse(get("/a.js", NONE, List.of(refused)).headers().containsKey("Content-Encoding"), refused);
        }
        assertFalse(get("/small.js", NONE, GZIP).headers().containsKey("Vary"));
        assertFalse(get("/a.png", NONE, GZIP).headers().containsKey("Content-Encoding"));
    }

    @Test
    void missingFilesAreNotFoundWhateverTheTags() throws IOException {
        for (String path : List.of(
                "/b.js",
                "/WEB-INF/a.js",
                "/web-inf/a.js",
                "/META-INF/a.js",
                "/a.sql",
                "/",
                "//a.js",
                "/./a.js",
                "/x/../a.js",
                "/%61.js",
                "a.js",
                "")) {
            int expected = path.equals("/") ? 304 : 404;
            assertEquals(expected, get(path, List.of("*"), NONE).status(), path);
        }
    }

    @Test
    void otherMethodsAreAnsweredWithTheAllowedOnes() throws IOException {
        for (String method : List.of("POST", "TRACE", "OPTIONS", "DELETE", "get")) {
            PageResponse answer = files.answer(method, "/a.js", true, NONE, NONE);
            assertEquals(405, answer.status());
            assertEquals("GET, HEAD", answer.headers().get("Allow"));
        }
    }

    private PageResponse get(String path, List<String> known, List<String> encodings) throws IOException {
        return files.answer("GET", path, false, known, encodings);
    }

    @Test
    void thePageKnowsWhetherItMustAskForAName() throws Exception {
        stored.put("/index.html", "<!doctype html><html lang=\"en\">".getBytes(StandardCharsets.UTF_8));
        assertEquals("data-guests=\"none\" data-sign-in data-members", facts(false, true, false, true));
        assertEquals("data-accounts data-members", facts(true, false, true, true));
        assertEquals("data-members", facts(true, false, false, true));
        assertEquals("data-guests=\"closed\"", facts(false, false, false, false));
        for (int i = 0; i < 2; i++) {
            assertEquals("<!doctype html><html data-members data-signed-in lang=\"en\">", text(files, true));
            assertEquals("<!doctype html><html lang=\"en\">", text(files, false));
        }
    }

    /** The attributes in the page of somebody who is not signed in. */
    private String facts(boolean acceptsGuests, boolean offersSignIn, boolean hasAccounts, boolean hasMembers)
            throws IOException {
        PageFacts facts = new PageFacts(acceptsGuests, offersSignIn, hasAccounts, hasMembers);
        return text(new PageFiles(this::open, false, facts), false)
                .replaceAll("<!doctype html><html | lang=\"en\">", "");
    }

    private static String text(PageFiles files, boolean isSignedIn) throws IOException {
        return new String(files.answer("GET", "/", isSignedIn, NONE, NONE).body(), StandardCharsets.UTF_8);
    }
}

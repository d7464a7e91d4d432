package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The library versions in the page's URLs equal those in pom.xml. */
class VendorTest {
    private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");
    private static final Pattern SCRIPT = Pattern.compile("src=\"(webjars/[^\"]+)\"");

    @Test
    void everyLibraryThatThePageImportsIsInAJar() throws IOException {
        List<String> imports = IMPORT.matcher(Files.readString(Path.of("webapp", "js", "vendor.js")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertFalse(imports.isEmpty());
        for (String address : imports) {
            assertIsInAJar(Path.of("js").resolve(address));
        }
    }

    @Test
    void everyScriptThatThePageFetchesLaterIsInAJar() throws IOException {
        List<String> scripts = SCRIPT.matcher(Files.readString(Path.of("webapp", "index.html")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertFalse(scripts.isEmpty());
        for (String address : scripts) {
            assertIsInAJar(Path.of(address));
        }
    }

    private static void assertIsInAJar(Path address) {
        String resource = "META-INF/resources/" + address.normalize();
        assertNotNull(VendorTest.class.getClassLoader().getResource(resource), resource);
    }
}

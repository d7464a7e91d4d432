package chat.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageHeadersTest {
    private static final Pattern INLINE = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    @Test
    void thePolicyAllowsTheOnlyInlineScript() throws Exception {
        String page = Files.readString(Path.of("webapp", "index.html"));
        List<String> scripts =
                INLINE.matcher(page).results().map(found -> found.group(1)).toList();
        assertEquals(1, scripts.size());
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(scripts.get(0).getBytes(StandardCharsets.UTF_8));
        String policy = PageHeaders.of("/index.html").get("Content-Security-Policy");
        assertTrue(
                policy.contains(
                        "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(digest) + "';"),
                policy);
    }
}

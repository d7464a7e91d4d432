package chat.parley.http;

import chat.parley.identity.Secrets;
import chat.parley.signin.SignInFailure;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The page that tells why a sign-in failed. It needs no other file and no script. */
final class SignInPage {
    private static final String STYLE = """
            :root{color-scheme:light dark}\
            body{margin:0;min-height:100vh;display:grid;place-items:center;\
            font:16px/1.5 system-ui,sans-serif;background:#f3f5f2;color:#1b211e}\
            main{max-width:26rem;margin:1rem;padding:2rem;border-radius:14px;background:#fff;\
            box-shadow:0 1px 3px #0003}\
            h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0 0 1rem}p:last-child{margin:0}code{font-size:.875rem}\
            a{color:#0b6b50;font-weight:600}\
            @media(prefers-color-scheme:dark){body{background:#0f1311;color:#e6ebe8}main{background:#191f1c}\
            a{color:#6cd3b0}}""";

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + Secrets.sha256Base64(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s – Parley</title>
            <style>%4$s</style>
            <main>
            <h1>%1$s</h1>
            <p>%2$s</p>
            <p>Error code: <code>%3$s</code></p>
            <p><a href="%5$s">Back to Parley</a></p>
            </main>
            </html>
            """;

    private SignInPage() {}

    /** @param context the context path */
    static byte[] of(SignInFailure.Reason reason, String context, HttpServletResponse response) {
        byte[] body = PAGE.formatted(
                        reason.title(),
                        reason.text(),
                        reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        STYLE,
                        context + "/")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(reason.status());
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        return body;
    }
}

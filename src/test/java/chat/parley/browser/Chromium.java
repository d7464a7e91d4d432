package chat.parley.browser;

import chat.parley.client.WaitLimit;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium or Chrome, headless. Playwright must not download one during a build. Not thread-safe. */
final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MS = WaitLimit.MILLIS;
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--disable-quic",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    /** Skips the test if there is no browser, or fails it if {@code parley.browser} is {@code required}. */
    static Chromium launch() {
        return new Chromium(find().orElseGet(Chromium::missing));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> find() {
        Stream<String> named = Stream.ofNullable(System.getenv("PARLEY_CHROMIUM"));
        Stream<String> onPath = Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> folder + File.separator + name));
        return Stream.concat(named, onPath)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path missing() {
        String message =
                "NO BROWSER, SO THE BROWSER TESTS DO NOT RUN. Install one (apt-get install chromium), or name it in the environment: PARLEY_CHROMIUM=/path/to/chrome";
        System.err.println("\n" + "!".repeat(100) + "\n" + message + "\n" + "!".repeat(100) + "\n");
        if (System.getProperty("parley.browser", "auto").equals("required")) {
            return Assertions.fail(message);
        }
        return Assumptions.abort(message);
    }
}

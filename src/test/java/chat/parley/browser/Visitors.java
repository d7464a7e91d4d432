package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The users of one test, each with a separate browser profile. */
final class Visitors implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    /** One per thread, because Playwright is not thread-safe. Classes share it; it ends with this JVM. */
    private static final ThreadLocal<Chromium> BROWSER = ThreadLocal.withInitial(Chromium::launch);

    private final List<Visitor> visitors = new ArrayList<>();
    private Chromium chromium;
    private Host host;

    /** Fails instead of skipping if a browser exists but does not start. */
    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = BROWSER.get();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        host = Hosts.current();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> complaints = visitors.stream()
                .flatMap(visitor -> visitor.complaints().stream())
                .toList();
        if (context.getExecutionException().isPresent()) {
            visitors.forEach(visitor -> visitor.screenshotOfFailure(
                    "failed-" + context.getRequiredTestMethod().getName() + "-" + visitors.indexOf(visitor)));
        }
        visitors.forEach(Visitor::leave);
        visitors.clear();
        assertEquals(List.of(), complaints, "errors logged by the pages");
    }

    /** Uses another server than the shared one for visitors opened from now on. */
    void comeTo(Host other) {
        host = other;
    }

    Visitor atDesk() {
        return atDesk(ColorScheme.LIGHT);
    }

    Visitor atDesk(ColorScheme colors) {
        return come(new NewContextOptions().setViewportSize(1440, 900).setColorScheme(colors));
    }

    Visitor onPhone(ColorScheme colors) {
        return onPhone(390, colors);
    }

    Visitor onPhone(int width, ColorScheme colors) {
        return come(new NewContextOptions()
                .setViewportSize(width, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setColorScheme(colors));
    }

    /** A phone or tablet with this viewport in CSS pixels. */
    Visitor withTouch(int width, int height) {
        return come(new NewContextOptions()
                .setViewportSize(width, height)
                .setHasTouch(true)
                .setIsMobile(true));
    }

    // Reduced motion: otherwise tests would wait for every animation.
    Visitor come(NewContextOptions options) {
        Visitor visitor =
                new Visitor(host, chromium.browser().newContext(options.setReducedMotion(ReducedMotion.REDUCE)));
        visitors.add(visitor);
        return visitor;
    }
}

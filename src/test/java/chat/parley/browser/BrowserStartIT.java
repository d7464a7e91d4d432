package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The start of the page: few requests, rendered before any script runs, and under a path that only a proxy knows. */
class BrowserStartIT {
    private static final List<String> FRAME =
            List.of("#rail .ws", "#rail .self", ".rh", "#room-name", "#search-open", "#log", "#composer", "#people");
    private static final String FROM_THE_SERVER =
            "() => ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type)).filter(entry => entry.transferSize).map(entry => entry.name)";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theFirstLoadIsAFewRequestsAndAReloadFewer() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("hello");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        List<?> first = (List<?>) mira.page().evaluate(FROM_THE_SERVER);
        assertTrue(first.size() <= 4, first.toString());
        assertEquals(
                2,
                first.stream()
                        .filter(name -> name.toString().contains("/assets/"))
                        .count(),
                first.toString());

        mira.reload();
        mira.connected();
        List<?> again = (List<?>) mira.page().evaluate(FROM_THE_SERVER);
        assertTrue(again.size() <= 2, again.toString());
        assertTrue(again.stream().noneMatch(name -> name.toString().contains("/assets/")), again.toString());
    }

    @Test
    void thePageIsDrawnBeforeAnyScriptRunsAndNothingJumps() {
        for (Visitor mira : List.of(visitors.atDesk(), visitors.onPhone(ColorScheme.DARK))) {
            mira.open(room).as("Mira");
            List<Route> held = new ArrayList<>();
            mira.page().route(Visitor.BUNDLE, held::add);
            mira.page().navigate(mira.page().url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(mira.page().locator("#composer")).isVisible();
            assertThat(mira.page().locator("#self strong")).hasCount(0);
            assertThat(mira.page().locator("#veil")).isHidden();
            Map<String, Object> before = frame(mira.page());
            mira.screenshot("skeleton-" + mira.page().viewportSize().width);

            mira.page().unroute(Visitor.BUNDLE);
            mira.page().waitForCondition(() -> !held.isEmpty());
            held.forEach(Route::resume);
            mira.connected();
            assertEquals(before, frame(mira.page()));
        }
    }

    @Test
    void anAddressWithoutItsFinalSlashShowsThePageAsWell() throws Exception {
        try (StrippingProxy proxy = new StrippingProxy(Hosts.current().http())) {
            Page page = visitors.atDesk().page();
            page.navigate(proxy.address() + "?room=attic#x");
            assertThat(page).hasURL(Pattern.compile("/chat/\\?room=attic"));
            assertThat(page.getByLabel("Your name")).isVisible(); // shown by a script
            page.navigate(proxy.address() + "/index.html");
            assertThat(page).hasURL(Pattern.compile("/chat/index\\.html"));
            assertThat(page.getByLabel("Your name")).isVisible();
        }
    }

    /** The positions of the parts of the page that exist from the start. */
    private static Map<String, Object> frame(Page page) {
        Map<String, Object> boxes = new LinkedHashMap<>();
        for (String part : FRAME) {
            boxes.put(
                    part,
                    page.locator(part)
                            .evaluate(
                                    "part => { const { x, y, height } = part.getBoundingClientRect(); return [x, y, height].map(Math.round).join(' '); }"));
        }
        return boxes;
    }
}

package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocket;
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
    private static final List<String> FRAME = List.of(
            "#rail .ws",
            "#rail .self",
            ".rh",
            "#room-name",
            "#search-open",
            "#log",
            "#composer",
            "#people",
            "#rooms-head");
    private static final String FROM_THE_SERVER =
            "() => ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type)).filter(entry => entry.transferSize).map(entry => entry.name)";
    private static final String WRITE = """
            const client = connect({ name: 'Jonas' });
            const joined = await client.join(room);
            for (let count = 0; count < 100; count++) await joined.send(`message ${joined.offset + 1}`);
            await client.close();
            """;
    private static final String FIRST_IS_SKIPPED =
            "() => !document.querySelector('#log article').checkVisibility({ contentVisibilityAuto: true })";
    private static final String HEIGHT = "document.getElementById('log').scrollHeight";
    private static final String LAY_OUT_ALL =
            "document.querySelectorAll('[data-laid]').forEach(row => row.removeAttribute('data-laid'))";

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
    void thePageIsDrawnAndConnectsBeforeTheBundleRunsAndNothingJumps() {
        for (Visitor mira : List.of(visitors.atDesk(), visitors.onPhone(ColorScheme.DARK))) {
            mira.open(room).as("Mira");
            List<Route> held = new ArrayList<>();
            List<WebSocket> sockets = new ArrayList<>();
            mira.page().route(Visitor.BUNDLE, held::add);
            mira.page().onWebSocket(sockets::add);
            mira.page().navigate(mira.page().url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(mira.page().locator("#app")).hasCSS("display", "grid"); // the style sheet is there
            assertThat(mira.page().locator("#composer")).isVisible();
            assertThat(mira.page().locator("#self strong")).hasCount(0);
            assertThat(mira.page().locator("#veil")).isHidden();
            mira.page().waitForCondition(() -> sockets.size() == 1);
            Map<String, Object> before = frame(mira.page());
            mira.screenshot("skeleton-" + mira.page().viewportSize().width);

            mira.page().unroute(Visitor.BUNDLE);
            mira.page().waitForCondition(() -> !held.isEmpty());
            held.forEach(Route::resume);
            mira.connected();
            assertEquals(before, frame(mira.page()));
            assertEquals(1, sockets.size());
        }
    }

    @Test
    void withoutJavaScriptThePageSaysSoAndNothingElse() {
        Page page = visitors.come(new NewContextOptions().setJavaScriptEnabled(false))
                .openLobby()
                .page();
        assertThat(page.locator(".noscript")).isVisible();
        assertThat(page.locator("#app")).isHidden();
        assertThat(page.locator(".noscript")).containsText("Parley needs JavaScript.");
    }

    /** A frame that adds a message must not cost as much as a frame that draws all of them. */
    @Test
    void messagesOutOfSightAreSkippedAndKeepTheirHeight() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open("lobby").as("Jonas");
        jonas.withClient(WRITE, room);
        mira.say("a heading in between"); // messages with one have a margin
        assertThat(mira.message(101)).isInViewport();
        mira.page().waitForFunction(FIRST_IS_SKIPPED);

        jonas.withClient(WRITE, room);
        assertThat(mira.message(201)).isInViewport();
        assertTrue(((Number) mira.page().evaluate("document.querySelectorAll('*').length")).intValue() < 4_000);

        Object height = mira.page().evaluate(HEIGHT);
        mira.page().evaluate(LAY_OUT_ALL);
        assertEquals(height, mira.page().evaluate(HEIGHT));
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

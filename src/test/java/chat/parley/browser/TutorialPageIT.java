package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of the tutorial, from another origin, shares a lobby with Parley's own page. */
@Order(1) // slow, so it starts early
class TutorialPageIT {
    private static final double UNTIL_BACK_MS = 60_000;
    private static final String BOTH = "polling,websocket";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final List<Visitor> readers = new ArrayList<>();
    private final List<WebSocket> sockets = new ArrayList<>();
    private TutorialSite site;
    private Host host;

    @BeforeEach
    void open() throws IOException {
        site = TutorialSite.open();
        // A polling page that is closed says nothing; the server notices a missing pong.
        host = Hosts.fresh(Map.of("origins", site.origin(), "ping-interval", "2s", "ping-timeout", "5s"));
        visitors.comeTo(host);
    }

    @AfterEach
    void close() {
        // A polling page logs errors when its server stops.
        readers.stream()
                .map(Visitor::page)
                .filter(page -> !page.isClosed())
                .forEach(page -> page.evaluate("() => socket.close()"));
        if (host != null) {
            host.close();
        }
        if (site != null) {
            site.close();
        }
    }

    @Test
    @HostContract
    void twoTutorialPagesAndParleysOwnPageAreInOneRoom() {
        Visitor nora = visitors.atDesk().openLobby().as("Nora");
        Visitor mira = opensTutorial(site, "Mira", BOTH);
        assertThat(nora.notice("Mira connected")).hasCount(1);
        Visitor jonas = opensTutorial(site, "Jonas", "polling");
        sees(mira, "You joined", "Jonas connected");
        assertThat(nora.peopleOnline()).hasText("3");

        says(mira, "Good morning");
        sees(jonas, "You joined", "Mira: Good morning");
        assertThat(nora.message("Good morning").locator(".a")).hasText("Mira");
        says(jonas, "<b>Hello</b> 😀");
        sees(mira, "You joined", "Jonas connected", "You: Good morning", "Jonas: <b>Hello</b> 😀");
        nora.say("Welcome, both");
        sees(
                mira,
                "You joined",
                "Jonas connected",
                "You: Good morning",
                "Jonas: <b>Hello</b> 😀",
                "Nora: Welcome, both");
        sees(jonas, "You joined", "Mira: Good morning", "You: <b>Hello</b> 😀", "Nora: Welcome, both");
        nora.sees(List.of("Good morning", "<b>Hello</b> 😀", "Welcome, both"));
        assertEquals(1, sockets.size(), "Mira upgrades, and Jonas only polls");

        jonas.leave();
        assertThat(lines(mira).last()).hasText("Jonas disconnected");
        assertThat(nora.notice("Jonas disconnected")).hasCount(1);
        assertThat(nora.peopleOnline()).hasText("2");
        nora.leave();
        assertThat(lines(mira).last()).hasText("Nora disconnected");
    }

    @Test
    void whoComesLaterSeesNothingOfWhatWasSaidBefore() {
        Visitor mira = opensTutorial(site, "Mira", BOTH);
        says(mira, "Is anybody here?");
        Visitor nora = visitors.atDesk().openLobby().as("Nora");
        assertThat(nora.message("Is anybody here?")).hasCount(1);
        Visitor jonas = opensTutorial(site, "Jonas", BOTH);
        assertThat(lines(mira).last()).hasText("Jonas connected");
        says(mira, "Good morning");
        sees(jonas, "You joined", "Mira: Good morning");
    }

    @Test
    void thePagesGoOnByThemselvesAfterTheServerWasKilled() {
        Visitor mira = opensTutorial(site, "Mira", BOTH);
        says(mira, "before");
        Visitor nora = visitors.atDesk().openLobby().as("Nora");
        assertThat(nora.message("before")).hasCount(1);
        Visitor jonas = opensTutorial(site, "Jonas", "polling");
        assertThat(lines(mira).last()).hasText("Jonas connected");
        // A page that has received something has an offset to resume from.
        says(mira, "again");
        assertThat(linesFrom(jonas, "Mira: ")).hasText("Mira: again");
        host.kill();
        mira.page().waitForCondition(() -> !isConnected(mira));
        says(mira, "meanwhile");
        host.start();
        HasTextOptions patiently = new HasTextOptions().setTimeout(UNTIL_BACK_MS);
        assertThat(linesFrom(jonas, "Mira: ")).hasText(new String[] {"Mira: again", "Mira: meanwhile"}, patiently);
        says(jonas, "after");
        assertThat(linesFrom(mira, "Jonas: ")).hasText(new String[] {"Jonas: after"}, patiently);
        assertThat(linesFrom(mira, "You"))
                .hasText(new String[] {"You joined", "You: before", "You: again", "You: meanwhile"});
        // Chromium's messages when there is no server, or one without Parley.
        Stream.of(mira, jonas).forEach(one -> one.complaints().removeIf(TutorialPageIT::isAboutTheNetwork));
    }

    @Test
    void aPageFromAnywhereElseIsNotLetIn() throws IOException {
        try (TutorialSite foreign = TutorialSite.open()) {
            Visitor nora = visitors.atDesk().openLobby().as("Nora");
            for (String transport : List.of("polling", "websocket")) {
                Visitor mallory = opensTutorial(foreign, "Mallory", transport);
                Object failure = mallory.page()
                        .evaluate(
                                "() => new Promise(resolve => socket.on('connect_error', error => resolve(error.message)))");
                assertTrue(failure.toString().contains("error"), failure.toString());
                assertEquals(false, mallory.page().evaluate("() => socket.connected"));
                mallory.page().evaluate("() => socket.close()");
                mallory.complaints().removeIf(TutorialPageIT::isAboutTheNetwork);
            }
            opensTutorial(site, "Mira", "polling");
            assertThat(nora.notice("Mira connected")).hasCount(1);
            assertThat(nora.peopleOnline()).hasText("2");
        }
    }

    private Visitor opensTutorial(TutorialSite where, String name, String transports) {
        Visitor visitor = visitors.atDesk();
        Page page = visitor.page();
        page.onDialog(dialog -> dialog.accept(name));
        page.onWebSocket(sockets::add);
        page.navigate(where.page(host, transports));
        readers.add(visitor);
        return visitor;
    }

    private static void says(Visitor visitor, String text) {
        visitor.page().locator("#message-input").fill(text);
        visitor.page().locator("#message-input").press("Enter");
    }

    private static void sees(Visitor visitor, String... texts) {
        assertThat(lines(visitor)).hasText(texts);
    }

    private static boolean isConnected(Visitor visitor) {
        return (boolean) visitor.page().evaluate("() => socket.connected");
    }

    private static Locator lines(Visitor visitor) {
        return visitor.page().locator("#message-container div");
    }

    private static Locator linesFrom(Visitor visitor, String beginning) {
        return lines(visitor).filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + beginning)));
    }

    private static boolean isAboutTheNetwork(String complaint) {
        return complaint.startsWith("Failed to load resource") || complaint.startsWith("Access to XMLHttpRequest");
    }
}

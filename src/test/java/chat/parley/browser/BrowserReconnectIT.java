package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server stops and restarts: nothing is lost or duplicated, and nobody has to reload. */
@Order(1) // slow, so it starts early
class BrowserReconnectIT {
    private static final double UNTIL_BACK_MS = 60_000;

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aMessageWrittenWhileTheServerIsAwayIsDeliveredOnce() {
        try (Host host = Hosts.fresh(Map.of())) {
            visitors.comeTo(host);
            Visitor mira = visitors.atDesk().openLobby().as("Mira");
            Visitor jonas = visitors.onPhone(ColorScheme.DARK).openLobby();
            jonas.as("Jonas");
            mira.say("before");
            assertThat(jonas.message("before")).hasCount(1);

            host.stop();
            assertThat(mira.button("Try now")).isVisible();
            assertThat(mira.page().locator("#connection")).hasText("Reconnecting…");
            assertThat(mira.page().locator("#people")).hasClass(Pattern.compile("\\bstale\\b"));
            mira.say("meanwhile");
            assertThat(mira.message("meanwhile")).containsText("Waiting for connection");
            assertThat(mira.banner()).containsText("1 message is saved here");
            mira.screenshot("reconnecting");
            jonas.screenshot("reconnecting-phone");

            host.start();
            assertThat(mira.page().locator("#connection"))
                    .hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
            assertThat(mira.button("Try now")).hasCount(0);
            assertThat(mira.page().locator("#people")).not().hasClass(Pattern.compile("\\bstale\\b"));
            assertThat(jonas.page().locator("#connection"))
                    .hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
            assertThat(jonas.message("meanwhile")).hasCount(1);
            mira.say("after");
            for (Visitor visitor : List.of(mira, jonas)) {
                visitor.sees(List.of("before", "meanwhile", "after"));
                assertThat(visitor.notice("Earlier messages are no longer on the server"))
                        .hasCount(0);
            }
        }
    }

    @Test
    void aRestartThatIsQuickIsNotMentioned() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("before");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.page().evaluate("""
            () => {
              window.bannersShown = 0;
              new MutationObserver(() => window.bannersShown++)
                .observe(document.getElementById('banner'), { childList: true, subtree: true });
            }\
            """);
        line.hangUp(1012);
        mira.say("after");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        assertEquals(0, mira.page().evaluate("() => window.bannersShown"));
    }

    @Test
    @HostContract
    void aKilledServerIsFoundAgainByTryNow() {
        try (Host host = Hosts.fresh(Map.of())) {
            visitors.comeTo(host);
            Visitor mira = visitors.atDesk().openLobby().as("Mira");
            host.kill();
            assertThat(mira.button("Try now")).isVisible();
            mira.say("first");
            mira.say("second");
            host.start();
            mira.triesNow();
            mira.connected();
            assertThat(mira.page().locator("#log article.sent")).hasCount(2);
            assertThat(mira.messages().first()).containsText("first");
            assertThat(mira.messages().last()).containsText("second");
        }
    }

    @Test
    void whatOthersSaidMeanwhileFollowsFromWhereOneWasHoweverMuchItIs() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("before");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        visitors.atDesk().open("lobby").as("Jonas").withClient("""
            const client = connect({ name: 'Jonas' });
            const joined = await client.join(room);
            await Promise.all(Array.from({ length: 80 }, (_, n) => joined.send(`message ${n + 1}`)));
            await client.close();
            """, room);
        mira.say("after");
        line.up();
        mira.triesNow();
        mira.sees(Stream.of(
                        Stream.of("before"),
                        IntStream.rangeClosed(1, 80).mapToObj(n -> "message " + n),
                        Stream.of("after"))
                .flatMap(texts -> texts)
                .toList());
        assertThat(mira.notice("This is the beginning")).hasCount(1);
    }

    @Test
    void aServerWhoseLogIsGoneIsStartedAfreshWithoutADouble(@TempDir Path data) throws IOException {
        try (Host host = Hosts.fresh(Map.of("data", data.toString()))) {
            visitors.comeTo(host);
            Visitor mira = visitors.atDesk().open(room).as("Mira");
            mira.say("before");
            assertThat(mira.page().locator("#log article.sent")).hasCount(1);
            host.stop();
            assertThat(mira.button("Try now")).isVisible();
            mira.say("meanwhile");
            mira.say("and more");
            try (Stream<Path> files = Files.list(data)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            host.start();
            assertThat(mira.page().locator("#connection"))
                    .hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
            mira.sees(List.of("meanwhile", "and more"));
            assertThat(mira.page().locator("#log article.sent")).hasCount(2);
            assertThat(mira.notice("Earlier messages are no longer on the server"))
                    .hasCount(1);
            visitors.atDesk().open(room).as("Jonas").sees(List.of("meanwhile", "and more"));
        }
    }
}

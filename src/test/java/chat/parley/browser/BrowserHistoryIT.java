package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scrolling up loads older messages. */
class BrowserHistoryIT {
    private static final String MANY = """
      const client = connect({ name: 'Jonas' });
      const joined = await client.join(room);
      await Promise.all(Array.from({ length: 120 }, (_, n) => joined.send(`message ${n + 1}`)));
      await client.close();
      """;

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whoGoesUpReadsAllThatWasSaidAndNothingMovesAway() {
        visitors.atDesk().open("lobby").as("Jonas").withClient(MANY, room);
        int said = 120;
        for (String where : List.of("desk", "phone")) {
            Visitor mira = (where.equals("desk") ? visitors.atDesk() : visitors.onPhone(ColorScheme.DARK))
                    .open(room)
                    .as("Mira");
            mira.sees(messages(said - 49, said));
            assertThat(mira.notice("This is the beginning")).hasCount(0);

            String first = "message " + (said - 49);
            double before = placeOf(mira, first) - goneUpToTop(mira);
            mira.sees(messages(said - 99, said));
            assertEquals(before, placeOf(mira, first), 1, "position of the first message before loading");
            goneUpToTop(mira);
            mira.sees(messages(1, said));
            goneUpToTop(mira);
            assertThat(mira.notice("This is the beginning")).isInViewport();
            assertThat(mira.button("Load earlier messages")).hasCount(0);
            mira.screenshot("beginning-" + where);
            mira.say("message " + ++said);
            assertThat(mira.message("message " + said)).isInViewport();
            mira.sees(messages(1, said));
        }
    }

    @Test
    void nothingEarlierIsFetchedWhileTheNewestAreStillComing() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open("lobby").as("Mira").withClient(MANY, room);
        line.holdAfterMessages(room, 5);
        mira.open(room).connected();
        mira.page().waitForCondition(line::hasHeld);
        mira.sees(messages(71, 75));
        line.release();
        mira.sees(messages(71, 120));
        assertEquals(0, line.historyAsked());
        goneUpToTop(mira);
        mira.sees(messages(21, 120));
        assertEquals(1, line.historyAsked());
    }

    @Test
    void nothingEarlierIsFetchedWhileTheNewestHaveComeButAreNotDrawn() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open("lobby").as("Mira").withClient(MANY, room);
        mira.page().setViewportSize(1280, 480);
        line.holdAfterMessages(room, 30);
        mira.open(room).connected();
        mira.sees(messages(71, 100));
        mira.page().evaluate("frame = requestAnimationFrame; requestAnimationFrame = draw => drawsLater = draw");
        line.release();
        // The same scroll position is near the end of the old view and near the beginning of this one.
        mira.page().setViewportSize(1280, 1080);
        mira.page()
                .waitForFunction(
                        "(log => log.clientHeight > 0 && log.scrollTop < log.clientHeight / 2)(document.getElementById('log'))");
        mira.page().evaluate("new Promise(done => frame(() => frame(done)))");
        mira.sees(messages(71, 100));
        mira.page().evaluate("requestAnimationFrame = frame; drawsLater()");
        mira.sees(messages(71, 120));
        assertEquals(0, line.historyAsked());
    }

    @Test
    void earlierMessagesAreLoadedByKeyboard() {
        Visitor mira = visitors.atDesk().open("lobby").as("Mira");
        mira.withClient(MANY, room);
        mira.open(room).connected();
        mira.sees(messages(71, 120));
        mira.button("Load earlier messages").focus();
        mira.sees(messages(21, 120));
        assertThat(mira.button("Load earlier messages")).isFocused();
        mira.page().keyboard().press("Enter");
        mira.sees(messages(1, 120));
        assertThat(mira.page().locator("#log")).isFocused();
    }

    @Test
    void whatIsAskedForWithoutAConnectionComesWithIt() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open("lobby").as("Mira").withClient(MANY, room);
        mira.open(room).connected();
        mira.sees(messages(71, 120));
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        goneUpToTop(mira);
        assertThat(mira.button("Load earlier messages")).isInViewport();
        mira.screenshot("load-earlier");
        mira.button("Load earlier messages").click();
        line.up();
        mira.triesNow();
        mira.sees(messages(21, 120));
    }

    @Test
    void theLibraryReadsPagesInBothDirections() {
        assertEquals(
                List.of(
                        List.of(1, 120, 120),
                        List.of(101, 120, 101, -1),
                        List.of(91, 100, 91, 100),
                        List.of(1, 10, -1, 10),
                        List.of(11, 15, 11, 15),
                        List.of(50, true)),
                visitors.atDesk().open("lobby").as("Mira").withClient(MANY + """
                    const reader = connect({ name: 'Mira' });
                    const there = await reader.join(room);
                    const span = ({ messages, older = -1, newer = -1 }) => [messages[0].offset, messages.at(-1).offset, older, newer];
                    const newest = await there.history({ limit: 20 });
                    const elder = await there.history({ before: newest.older, limit: 10 });
                    const first = await there.history({ before: 11, limit: 10 });
                    const next = await there.history({ after: first.newer, limit: 5 });
                    const around = (await there.history({ around: 50, limit: 5 })).messages.find(({ offset }) => offset === 50);
                    await reader.close();
                    return [[first.messages[0].offset, newest.head, newest.messages.at(-1).offset], span(newest), span(elder), span(first), span(next),
                        [around.offset, Object.isFrozen(around)]];
                    """, room));
    }

    private static List<String> messages(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> "message " + n).toList();
    }

    private static double placeOf(Visitor visitor, String text) {
        return ((Number) visitor.message(text).evaluate("row => row.getBoundingClientRect().bottom")).doubleValue();
    }

    /** Scrolls up. @return the distance in pixels, negative */
    private static double goneUpToTop(Visitor visitor) {
        return ((Number) visitor.page()
                        .locator("#log")
                        .evaluate("log => { const before = log.scrollTop; log.scrollTop = 0; return -before }"))
                .doubleValue();
    }
}

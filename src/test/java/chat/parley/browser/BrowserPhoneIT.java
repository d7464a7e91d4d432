package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on a phone: touches, the Back button and the on-screen keyboard. */
class BrowserPhoneIT {
    private static final String COUNT_MENUS =
            "window.menus = 0; addEventListener('contextmenu', event => event.defaultPrevented || menus++)";
    /** Longer than any browser's own long-press delay. */
    private static final int LONG_FOR_ALL_MS = 1_000;

    private static final IsInViewportOptions ALL_OF_IT = new IsInViewportOptions().setRatio(1);
    private static final Pattern TARGET = Pattern.compile("\\btarget\\b");

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @CsvSource({"360, 640", "640, 360", "1024, 768"})
    void aLongPressTriggersNothingThatComesUpUnderTheFinger(int width, int height) {
        Visitor mira = visitors.withTouch(width, height);
        mira.page().clock().install();
        mira.open(room).as("Mira");
        List<String> texts = saysMuch(mira);
        Finger finger = new Finger(mira.page());
        settled(mira); // scrolling would cancel the long press
        finger.longPress(mira.messages().last());
        Locator items = mira.page().locator(".pop button");
        assertThat(items).hasCount(12);
        List<BoundingBox> places = items.all().stream().map(BrowserPhoneIT::box).toList();
        mira.page().goBack();
        assertThat(items).hasCount(0);
        settled(mira); // waits until the message's tools are visible again

        int presses = 0;
        for (BoundingBox place : places) {
            if (!isOnMessage(mira, place)) {
                continue;
            }
            finger.longPress(place.x + place.width / 2, place.y + place.height / 2);
            assertThat(items).hasCount(12);
            mira.page().goBack();
            assertThat(items).hasCount(0);
            nothingHappened(mira, texts);
            presses++;
        }
        assertTrue(presses >= 5, "presses: " + presses);
    }

    @Test
    void aPressThatTheBrowserTakesForLongItselfTriggersNothingEither() {
        Visitor mira = visitors.withTouch(360, 640);
        mira.page().addInitScript(COUNT_MENUS);
        mira.open(room).as("Mira");
        List<String> texts = saysMuch(mira);
        Finger finger = new Finger(mira.page());
        for (double y : List.of(330.0, 420.0, 510.0)) {
            Object end = mira.page().evaluate("ms => performance.now() + ms", LONG_FOR_ALL_MS);
            finger.down(180, y);
            mira.page().waitForFunction("end => performance.now() > end", end);
            finger.up();
            assertThat(mira.page().getByRole(AriaRole.MENUITEM)).hasCount(6);
            assertEquals("", mira.page().evaluate("getSelection().toString()"));
            assertEquals(0, mira.page().evaluate("menus"));
            mira.page().goBack();
            assertThat(mira.page().locator(".pop")).hasCount(0);
            nothingHappened(mira, texts);
        }
    }

    @Test
    void aPressBesideTheSheetOnlyClosesIt() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        mira.say("one");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.message("one").locator(".text").tap();
        mira.message("one").getByRole(AriaRole.BUTTON).last().tap();
        assertThat(mira.page().locator(".pop")).isVisible();
        new Finger(mira.page()).tap(mira.page().locator("#who"));
        assertThat(mira.page().locator(".pop")).hasCount(0);
        settled(mira);
        assertThat(mira.page().locator("#people")).isHidden();
    }

    @Test
    void theSecondTapOfADoubleTapDoesNotReachWhatTheFirstHasOpened() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        List<String> texts = saysMuch(mira);
        Finger finger = new Finger(mira.page());
        finger.doubleTap(mira.page().locator("#search-open"));
        assertThat(mira.page().locator("#search")).isVisible();
        twoFrames(mira);
        assertThat(mira.page().locator("#search")).isVisible(); // its close button was below the second tap
        mira.page().goBack();
        assertThat(mira.page().locator("#search")).isHidden();

        Locator last = mira.messages().last();
        last.locator(".text").tap();
        finger.doubleTap(last.getByRole(AriaRole.BUTTON).last());
        assertThat(mira.page().locator(".pop")).isVisible();
        twoFrames(mira);
        mira.page().goBack();
        assertThat(mira.page().locator(".pop")).hasCount(0);
        nothingHappened(mira, texts);
    }

    @Test
    void theSecondTapDoesNotReachWhatMovesUpEither() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        mira.open(room + "b").connected();
        mira.button("Back to rooms").tap();
        Locator leave = mira.page().locator("#rooms .leave");
        assertThat(leave).hasCount(2);
        new Finger(mira.page()).doubleTap(leave.first());
        assertThat(leave).hasCount(1);
        settled(mira);
        assertThat(leave).hasCount(1);
    }

    @Test
    void aDoubleClickCountsOnlyWhereItBegan() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Object length = mira.page().evaluate("history.length");
        mira.page().locator("#search-open").dblclick();
        assertThat(mira.page().locator("#search")).isVisible();
        twoFrames(mira);
        mira.button("Close search").click();
        assertThat(mira.page().locator("#search")).isHidden();
        assertEquals(
                length, mira.page().evaluate("history.length")); // the panel was beside the conversation, not over it
    }

    @Test
    void backClosesWhatIsOpenBeforeItLeavesTheRoom() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        mira.say("one");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.button("Back to rooms").tap();
        for (String opener : List.of("New room", "Browse rooms", "Change name")) {
            mira.button(opener).tap();
            backCloses(mira, "dialog[open]");
            assertThat(mira.room(room)).isVisible();
        }
        mira.page().locator("#jump").tap();
        backCloses(mira, "dialog.sw[open]");
        assertThat(mira.room(room)).isVisible();
        mira.room(room).tap();

        List<String> openers = List.of(
                "#topic",
                "#who",
                "#pins-open",
                "#search-open",
                "#insert-emoji",
                "article .text, article .tools button:last-child");
        List<String> layers = List.of("#topic-dialog", "#people", ".pins", "#search", "dialog.emoji", ".pop");
        for (int at = 0; at < openers.size(); at++) {
            opens(mira, openers.get(at), layers.get(at));
            backCloses(mira, layers.get(at));
            assertThat(mira.composer()).isVisible();
            opens(mira, openers.get(at), layers.get(at));
            mira.page().keyboard().press("Escape");
            assertThat(mira.page().locator(layers.get(at))).not().isVisible();
            settled(mira);
        }
        mira.page().goBack(); // none of these steps left a history entry
        assertThat(mira.room(room)).isVisible();
        assertThat(mira.composer()).isHidden();
        mira.page().goBack();
        assertThat(mira.composer()).isVisible();
    }

    @Test
    void whatIsChosenInALayerTakesItOffTheHistory() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        mira.button("Back to rooms").tap();
        mira.button("New room").tap();
        mira.page().getByLabel("Room name").fill(room + "b");
        mira.button("Create room").tap();
        assertThat(mira.page().locator("h1")).hasText(room + "b");
        mira.say("one");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.message("one").locator(".text").tap();
        mira.message("one")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("React"))
                .tap();
        mira.emoji("👍").tap();
        assertThat(mira.reaction(mira.message("one"), "👍")).isVisible();
        settled(mira);
        mira.page().goBack();
        assertThat(mira.room(room)).isVisible();
        mira.page().goForward();
        assertThat(mira.page().locator("h1")).hasText(room + "b");
        assertThat(mira.page().locator("dialog[open]")).hasCount(0);
    }

    @Test
    void aPageLoadedAgainWithSomethingOpenHasNoEntryOfIt() {
        Visitor mira = visitors.withTouch(360, 640).openLobby().as("Mira");
        mira.button("Back to rooms").tap();
        mira.button("New room").tap();
        assertThat(mira.page().locator("dialog[open]")).isVisible();
        mira.reload();
        settled(mira);
        assertThat(mira.room("lobby")).isVisible();
        mira.page().goBack();
        assertThat(mira.composer()).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"360, 640", "844, 390"})
    void backFromAHitReturnsToTheHits(int width, int height) {
        Visitor mira = visitors.withTouch(width, height).open(room).as("Mira");
        String word = room.replaceAll(".* ", "");
        IntStream.rangeClosed(1, 12).forEach(n -> mira.say(word + " number " + n));
        assertThat(mira.page().locator("#log article.sent")).hasCount(12);
        mira.finds(word + " in:\"" + room + "\"", 12);
        Locator hit = mira.hits().nth(9);
        hit.scrollIntoViewIfNeeded();
        Object place = mira.page().evaluate("document.getElementById('search-results').scrollTop");
        hit.tap();
        mira.page()
                .evaluate("() => { window.removals = 0; const go = history.go.bind(history);"
                        + " history.go = entries => { removals++; go(entries); } }");
        Locator found = mira.messages().filter(new Locator.FilterOptions().setHasText("number 3"));
        assertThat(mira.page().locator("#search")).isHidden();
        assertThat(found).hasClass(TARGET);
        assertThat(found.locator(".tools")).hasCount(0); // the tools would cover the results
        mira.screenshot("hit-" + width);
        found.locator(".text").tap();
        assertThat(found.locator(".tools")).isVisible();
        assertTrue(
                box(found.locator(".tools")).y + box(found.locator(".tools")).height
                        <= box(found.locator(".text")).y + 2,
                "the tools cover the text");

        mira.page().goBack();
        assertThat(mira.hits()).hasCount(12);
        assertThat(hit).isVisible();
        assertEquals(place, mira.page().evaluate("document.getElementById('search-results').scrollTop"));
        mira.hits().nth(8).click();
        assertThat(mira.page().locator("#log .target")).containsText("number 4");
        mira.page().goBack();
        assertThat(hit).isVisible();
        assertEquals(0, mira.page().evaluate("removals"), "showing the hits again removed an entry of the history");
        mira.page().goBack();
        assertThat(mira.page().locator("#search")).isHidden();
        assertThat(mira.composer()).isVisible();
    }

    @Test
    void toolsAreNotCutAtTheTopOfTheLog() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        saysMuch(mira);
        Locator log = mira.page().locator("#log");
        Locator top = mira.messages().nth(3);
        top.evaluate("row => { log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top }");
        top.locator(".text").tap();
        assertThat(top.locator(".tools")).isVisible();
        assertTrue(box(top.locator(".tools")).y >= box(log).y, "cut");
        assertTrue(
                box(top.locator(".tools")).y >= box(top.locator(".text")).y + box(top.locator(".text")).height - 2,
                "covers the text");
    }

    @Test
    void toolsStayInSightWhileTheLogMoves() {
        Visitor mira = visitors.come(new NewContextOptions().setViewportSize(1000, 420))
                .open(room)
                .as("Mira");
        saysMuch(mira);
        Locator log = mira.page().locator("#log");
        Locator top = mira.messages().nth(3);
        top.evaluate(
                "row => { log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top - 20 }");
        mira.page().mouse().move(box(top).x + 150, box(top).y + 3);
        assertThat(top.locator(".tools")).isInViewport(ALL_OF_IT);
        mira.page().mouse().wheel(0, 25);
        mira.page().waitForCondition(() -> box(top).y < box(log).y);
        assertThat(mira.page().locator(".tools")).isInViewport(ALL_OF_IT);

        mira.say(String.join("\n", Collections.nCopies(20, "a line of a long message")));
        Locator tall = mira.page().locator("#log article.sent").last();
        assertThat(tall).containsText("a long message");
        assertTrue(box(tall).height > box(log).height, "not tall");
        tall.evaluate(
                "row => { log.scrollTop += row.getBoundingClientRect().top - log.getBoundingClientRect().top + 40 }");
        mira.page().mouse().move(box(log).x + 200, box(log).y + 60);
        assertThat(tall.locator(".tools")).isInViewport(ALL_OF_IT);
        tall.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reply"))
                .click();
        assertThat(mira.page().locator("#composing")).containsText("a line of a long message");
    }

    @ParameterizedTest
    @CsvSource({"640, 360, 160", "844, 390, 170", "320, 568, 260"})
    void aKeyboardLeavesRoomForMessagesAndTheComposer(int width, int height, int left) {
        Visitor mira = visitors.withTouch(width, height).open(room);
        for (int seen : List.of(left, height)) {
            mira.page().setViewportSize(width, seen);
            assertThat(mira.button("Join")).isInViewport(ALL_OF_IT);
            mira.page().getByLabel("Your name").tap();
            assertThat(mira.page().getByLabel("Your name")).isInViewport();
        }
        mira.as("Mira");
        saysMuch(mira);
        mira.composer().tap();
        mira.page().setViewportSize(width, left);
        assertThat(mira.messages().last()).isInViewport();
        mira.screenshot("keyboard-" + width);
        mira.page().waitForFunction("document.getElementById('log').clientHeight >= 90");
        BoundingBox composer = box(mira.page().locator("#composer"));
        assertTrue(composer.y + composer.height <= left, "the composer is cut off");
        assertTrue(composer.height <= 50, "one line takes " + composer.height);
        mira.composer().fill("one\ntwo\nthree\nfour\nfive\nsix");
        assertThat(mira.page().locator(".send")).isInViewport(ALL_OF_IT);
        double rows = (Double) mira.composer()
                .evaluate("text => text.clientHeight / parseFloat(getComputedStyle(text).lineHeight) + .0001");
        assertTrue(Math.abs(rows - Math.round(rows)) < .05, () -> rows + " rows");
        mira.page().waitForFunction("document.getElementById('log').clientHeight >= 50");
        mira.page().setViewportSize(width, height);
        assertThat(mira.page().locator("#room-name")).isVisible();
    }

    @Test
    void thePhonesListOfRoomsIsAMainPartWithAHead() {
        Visitor mira = visitors.withTouch(360, 640).openLobby().as("Mira");
        assertThat(mira.page().locator("h1")).hasText("lobby");
        mira.button("Back to rooms").tap();
        assertThat(mira.page().getByRole(AriaRole.MAIN)).hasCount(1);
        assertThat(mira.page()
                        .getByRole(AriaRole.MAIN)
                        .getByRole(AriaRole.HEADING)
                        .first())
                .hasText("Rooms");
        assertThat(mira.page().locator("h1:visible")).hasText("Rooms");
        mira.room("lobby").tap();
        assertThat(mira.page().locator("h1")).hasText("lobby");
        assertThat(mira.page().getByRole(AriaRole.MAIN)).hasCount(1);
    }

    private static List<String> saysMuch(Visitor visitor) {
        List<String> texts =
                IntStream.rangeClosed(1, 24).mapToObj(n -> "message " + n).toList();
        texts.forEach(visitor::say);
        assertThat(visitor.page().locator("#log article.sent")).hasCount(texts.size());
        return texts;
    }

    private static boolean isOnMessage(Visitor visitor, BoundingBox place) {
        String script =
                "([x, y]) => Boolean(document.elementFromPoint(x, y).matches('article, article :not(a, button, a *, button *)'))";
        return (boolean)
                visitor.page().evaluate(script, List.of(place.x + place.width / 2, place.y + place.height / 2));
    }

    private static void nothingHappened(Visitor visitor, List<String> texts) {
        settled(visitor);
        visitor.sees(texts);
        assertThat(visitor.page().locator("#toast")).isEmpty();
        assertThat(visitor.page().locator("#composing")).isEmpty();
        assertThat(visitor.page().locator("#log .rx")).hasCount(0);
        assertThat(visitor.composer()).isEmpty();
    }

    private static void opens(Visitor visitor, String opener, String layer) {
        for (String each : opener.split(", ")) {
            visitor.page().locator(each).first().tap();
        }
        assertThat(visitor.page().locator(layer)).isVisible();
        visitor.page().waitForFunction("history.state?.over?.length === 1");
    }

    private static void backCloses(Visitor visitor, String layer) {
        assertThat(visitor.page().locator(layer)).isVisible();
        visitor.page().waitForFunction("history.state?.over?.length === 1");
        visitor.page().goBack();
        assertThat(visitor.page().locator(layer)).not().isVisible();
    }

    /** The browser removes history entries, and turns touches into clicks, asynchronously. */
    private static void settled(Visitor visitor) {
        visitor.page().waitForFunction("() => !history.state?.over?.length");
        twoFrames(visitor);
    }

    private static void twoFrames(Visitor visitor) {
        visitor.page().evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private static BoundingBox box(Locator locator) {
        return locator.boundingBox();
    }
}

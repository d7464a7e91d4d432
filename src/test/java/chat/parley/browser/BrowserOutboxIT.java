package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The browser stores messages and changes until the server has them, across reloads, closed tabs and server outages.
 */
@Order(1) // slow, so it starts early
class BrowserOutboxIT {
    private static final double UNTIL_BACK_MS = 60_000;

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatIsWrittenOfflineIsSentOnceAndInOrderAfterAReload() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("before");
        assertThat(sent(mira)).hasCount(1);
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        mira.say("one");
        mira.say("two");
        assertThat(mira.message("two")).containsText("Waiting for connection");

        mira.reload();
        mira.sees(List.of("one", "two"));
        assertThat(mira.message("one").locator(".a")).hasText("You");
        assertThat(mira.banner()).containsText("2 messages are saved here");
        mira.say("three");
        mira.sees(List.of("one", "two", "three"));
        mira.screenshot("kept-over-a-reload");

        line.up();
        mira.triesNow();
        jonas.sees(List.of("before", "one", "two", "three"));
        mira.sees(List.of("before", "one", "two", "three"));
        assertThat(sent(mira)).hasCount(4);
        mira.page().waitForCondition(() -> mira.kept().equals(0));
        mira.reload();
        mira.sees(List.of("before", "one", "two", "three"));
        jonas.say("is that all?");
        jonas.sees(List.of("before", "one", "two", "three", "is that all?"));
    }

    @Test
    void aReloadAfterTheServersRestartSendsWhatWasWrittenMeanwhile() {
        try (Host host = Hosts.fresh(Map.of())) {
            visitors.comeTo(host);
            Visitor mira = visitors.atDesk().open(room).as("Mira");
            host.stop();
            assertThat(mira.button("Try now")).isVisible();
            List<String> texts =
                    IntStream.rangeClosed(1, 5).mapToObj(n -> "message " + n).toList();
            texts.forEach(mira::say);
            mira.sees(texts);
            host.start();
            mira.reload();
            assertThat(mira.connected().page().locator("#log article.sent")).hasCount(5);
            Visitor jonas = visitors.atDesk().open(room).as("Jonas");
            jonas.sees(texts);
            mira.sees(texts);
        }
    }

    @Test
    void aServerKilledWhileManyMessagesAreSentHasOneOfEachInTheEnd() {
        try (Host host = Hosts.fresh(Map.of())) {
            visitors.comeTo(host);
            Visitor jonas = visitors.atDesk().open(room).as("Jonas");
            Visitor mira = visitors.atDesk().open(room).as("Mira");
            List<String> texts =
                    IntStream.rangeClosed(1, 150).mapToObj(n -> "message " + n).toList();
            mira.page().evaluate("""
              texts => {
                for (const value of texts) {
                  document.getElementById('text').value = value;
                  document.getElementById('composer').requestSubmit();
                }
              }
              """, texts);
            assertThat(mira.page().locator("#log article.sent .text").getByText("message 20", exactly()))
                    .hasCount(1);
            host.kill();
            assertThat(mira.page().locator("#log article:not(.sent) .text").getByText("message 150", exactly()))
                    .hasCount(1);
            host.start();
            assertThat(sent(mira)).hasCount(150, new HasCountOptions().setTimeout(UNTIL_BACK_MS));
            assertThat(jonas.page().locator("#connection"))
                    .hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
            jonas.sees(texts);
            mira.sees(texts);
        }
    }

    @Test
    void aRefusedMessageIsOfferedAgainAfterAReload() {
        Visitor mira = visitors.atDesk().asOnPlainHttp();
        Line line = Line.of(mira.page());
        line.refusePosts(true);
        mira.open(room).as("Mira").say("not yet");
        mira.say("never");
        assertThat(mira.button("Retry")).hasCount(2);

        mira.reload();
        mira.connected();
        assertThat(mira.message("not yet"))
                .containsText("Not sent: It is too long or contains characters that cannot be sent");
        assertThat(mira.button("Retry")).hasCount(2);
        mira.message("never").getByText("Discard").click();
        mira.sees(List.of("not yet"));
        mira.page().waitForCondition(() -> mira.kept().equals(1));

        mira.reload();
        mira.connected();
        mira.sees(List.of("not yet"));
        line.refusePosts(false);
        mira.button("Retry").click();
        assertThat(sent(mira)).hasCount(1);
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    @Test
    void aTabSendsWhatItWroteAndWhatAClosedTabHasLeft() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Page first = mira.page();
        Line line = Line.of(first);
        mira.open(room).as("Mira");
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        mira.say("from the first tab");
        assertThat(mira.message("from the first tab")).containsText("Waiting for connection");
        mira.page().waitForCondition(() -> mira.kept().equals(1));

        mira.anotherTab("another " + room);
        mira.say("from the second tab");
        assertThat(sent(mira)).hasCount(1);
        jonas.say("Is Mira here?");
        jonas.sees(List.of("Is Mira here?")); // Mira's message belongs to the first tab, which is still open
        assertEquals(1, mira.kept());

        first.close();
        mira.anotherTab("another " + room);
        jonas.sees(List.of("Is Mira here?", "from the first tab"));
        assertThat(mira.room(room)).isVisible();
        mira.sees(List.of("from the second tab"));
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    @Test
    void whatIsLeftUnsentInARoomThatIsLeftIsForgotten() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira");
        line.down();
        mira.say("never mind");
        mira.page().waitForCondition(() -> mira.kept().equals(1));
        mira.page().onceDialog(Dialog::accept);
        mira.button("Leave " + room).click();
        mira.page().waitForCondition(() -> mira.kept().equals(0));
        line.up();
        mira.reload();
        mira.connected();
        assertThat(mira.page()).hasTitle("lobby · Parley");
        assertThat(mira.button("Leave " + room)).hasCount(0);
    }

    @Test
    void whatCanNeverBeSentIsKeptUntilItsRoomIsLeft() {
        String refused = "Bad\u200BRoom";
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.openLobby().as("Mira");
        line.down();
        mira.open(refused).say("to nobody");
        mira.page().waitForCondition(() -> mira.kept().equals(1));
        line.up();
        mira.triesNow();
        assertThat(mira.page().locator("#log")).containsText("This room cannot be opened.");
        mira.openLobby().connected();
        mira.room(refused).click();
        assertThat(mira.page().locator("#log")).containsText("This room cannot be opened.");
        mira.page().onceDialog(Dialog::accept);
        mira.button("Leave " + refused).click();
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    @Test
    void aTabAsksBeforeItIsClosedOnlyWhereTheBrowserKeepsNothing() {
        for (boolean keeps : List.of(true, false)) {
            Visitor mira = keeps ? visitors.atDesk() : visitors.atDesk().withoutIndexedDb();
            Line line = Line.of(mira.page());
            mira.open(room).as("Mira");
            line.refusePosts(true);
            mira.say("not yet");
            assertThat(mira.message("not yet"))
                    .containsText("Not sent: It is too long or contains characters that cannot be sent");
            List<String> asked = new ArrayList<>();
            mira.page().onDialog(dialog -> dismiss(dialog, asked));
            if (!keeps) {
                mira.page().close(new Page.CloseOptions().setRunBeforeUnload(true));
                mira.page().waitForCondition(() -> asked.equals(List.of("beforeunload")));
                line.refusePosts(false);
                mira.button("Retry").click();
                assertThat(sent(mira)).hasCount(1);
            }
            mira.page().waitForClose(() -> mira.page().close(new Page.CloseOptions().setRunBeforeUnload(true)));
            assertEquals(keeps ? List.of() : List.of("beforeunload"), asked);
        }
    }

    @Test
    void changesMadeOfflineAreShownAtOnceAndSentAfterAReload() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira");
        for (String text : List.of("one", "two", "three")) {
            mira.say(text);
        }
        jonas.sees(List.of("one", "two", "three"));
        assertThat(sent(mira)).hasCount(3);
        line.down();
        assertThat(mira.button("Try now")).isVisible();

        edit(mira, "three, too");
        mira.tool(mira.message("two"), "React");
        mira.emoji("👍").click();
        mira.choose(mira.message("one"), "Delete message");
        mira.page().locator("#topic").click();
        mira.page().locator("#topic-input").fill("Numbers");
        mira.button("Save topic").click();
        mira.sees(List.of("two", "three, too"));
        assertThat(mira.message("three, too")).containsText("Waiting for connection");
        assertThat(mira.reaction(mira.message("two"), "👍")).hasAttribute("aria-pressed", "true");
        assertThat(mira.message("two")).containsText("Waiting for connection");
        assertThat(mira.tombstones()).hasCount(1);
        assertThat(mira.page().locator("#topic")).hasText("Numbers (waiting)");
        assertThat(mira.banner()).containsText("4 changes are saved here and will be sent when the server is back.");
        mira.page().waitForCondition(() -> mira.kept().equals(4));
        mira.screenshot("changes-wait");

        mira.reload();
        assertThat(mira.banner()).containsText("4 changes are saved here");
        line.up();
        mira.triesNow();
        jonas.sees(List.of("two", "three, too"));
        assertThat(jonas.reaction(jonas.message("two"), "👍")).hasCount(1);
        assertThat(jonas.tombstones()).hasCount(1);
        assertThat(jonas.page().locator("#topic")).hasText("Numbers");
        mira.page().waitForCondition(() -> mira.kept().equals(0));
        mira.sees(List.of("two", "three, too"));
        assertThat(mira.page().locator("#topic")).hasText("Numbers");
        assertThat(mira.page().locator("#log .changing")).hasCount(0);
    }

    @Test
    void whatIsDoneToAMessageThatWaitsGoesAfterIt() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira");
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        mira.say("frist");
        assertThat(mira.message("frist")).containsText("Waiting for connection");
        mira.reload(); // after this, it is unknown whether it was sent
        mira.sees(List.of("frist"));
        edit(mira, "first");
        mira.say("last?");
        edit(mira, "last");
        mira.sees(List.of("first", "last"));
        mira.say("never said");
        mira.message("never said").getByText("Delete").click();
        mira.sees(List.of("first", "last"));
        assertThat(mira.messages()).hasCount(2);

        line.up();
        mira.triesNow();
        mira.say("and that is all");
        jonas.sees(List.of("first", "last", "and that is all"));
        assertThat(jonas.messages()).hasCount(3);
        assertThat(jonas.page().locator("#log .ed")).hasCount(1); // for the message that others may have seen before
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    @Test
    void aRoomThatIsMadeOfflineIsMadeAfterAReload() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.openLobby().as("Mira");
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        mira.button("New room").click();
        mira.page().getByLabel("Room name").fill(room);
        mira.page().locator("#room-about").fill("Made offline");
        mira.button("Create room").click();
        mira.say("first");
        mira.page().waitForCondition(() -> mira.kept().equals(2));

        mira.reload();
        mira.sees(List.of("first"));
        line.up();
        mira.triesNow();
        assertThat(sent(mira)).hasCount(1);
        Visitor jonas = visitors.atDesk().follow(room).as("Jonas");
        jonas.sees(List.of("first"));
        assertThat(jonas.page().locator("#topic")).hasText("Made offline");
    }

    @Test
    void aTabThatIsThereSendsTheChangesOfOneThatIsGone() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Page first = mira.page();
        Line line = Line.of(first);
        mira.open(room).as("Mira").say("before");
        jonas.sees(List.of("before"));
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        edit(mira, "after");
        mira.page().waitForCondition(() -> mira.kept().equals(1));
        first.close();
        mira.anotherTab("another " + room);
        jonas.sees(List.of("after"));
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    @Test
    void aRefusedChangeIsTakenBackAndSaysWhy() {
        Visitor mira = visitors.atDesk().unhurried();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("as it was");
        assertThat(sent(mira)).hasCount(1);
        line.refuse("edit", "react", "delete", "topic");

        edit(mira, "as it might be");
        assertThat(mira.page().locator("#toast"))
                .containsText("Could not save the edit. It is too long or contains characters that cannot be sent");
        mira.sees(List.of("as it was"));
        mira.button("Edit again").click();
        assertThat(mira.composer()).hasValue("as it might be");
        mira.composer().press("Escape");

        mira.tool(mira.message("as it was"), "React");
        mira.emoji("👍").click();
        assertThat(mira.page().locator("#toast")).containsText("Could not add the reaction.");
        assertThat(mira.reaction(mira.message("as it was"), "👍")).hasCount(0);

        mira.page().locator("#topic").click();
        mira.page().locator("#topic-input").fill("Nothing");
        mira.button("Save topic").click();
        assertThat(mira.page().locator("#toast")).containsText("Could not change the topic.");
        assertThat(mira.page().locator("#topic")).hasText("Add a topic");

        mira.choose(mira.message("as it was"), "Delete message");
        assertThat(mira.tombstones()).hasCount(1);
        assertThat(mira.page().locator("#toast")).containsText("Could not delete the message.");
        mira.sees(List.of("as it was"));
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    private static void edit(Visitor visitor, String text) {
        visitor.composer().press("ArrowUp");
        visitor.composer().fill(text);
        visitor.composer().press("Enter");
    }

    private static void dismiss(Dialog dialog, List<String> asked) {
        asked.add(dialog.type());
        dialog.dismiss();
    }

    private static Locator sent(Visitor visitor) {
        return visitor.page().locator("#log article.sent");
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}

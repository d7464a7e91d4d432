package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accessibility: no axe violation in any state, and the whole page is usable by keyboard and on a phone. */
@Order(1) // slow, so it starts early
class BrowserAccessIT {

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void axeFindsNothingAtADesk() {
        everyStateIsClean(visitors.atDesk(), "desk");
    }

    @Test
    void axeFindsNothingOnAPhone() {
        everyStateIsClean(visitors.onPhone(ColorScheme.LIGHT), "phone");
    }

    @Test
    void aPhoneShowsRoomsOrARoom() {
        Visitor mira = visitors.onPhone(ColorScheme.LIGHT).openLobby().as("Mira");
        assertThat(mira.composer()).isVisible();
        assertThat(mira.room("lobby")).isHidden();
        mira.button("Back to rooms").click();
        assertThat(mira.composer()).isHidden();
        assertThat(mira.room("lobby")).isVisible();
        mira.button("New room").click();
        mira.page().getByLabel("Room name").fill(room);
        mira.button("Create room").click();
        assertThat(mira.composer()).isVisible();
        assertThat(mira.page().locator("h1")).hasText(room);

        mira.button("1 person online").click();
        assertThat(mira.page().locator("#people")).isVisible();
        assertThat(mira.button("Close people")).isFocused();
        mira.page().keyboard().press("Escape");
        assertThat(mira.page().locator("#people")).isHidden();
        assertThat(mira.button("1 person online")).isFocused();

        mira.page().goBack();
        assertThat(mira.room(room)).isVisible();
        mira.room(room).click();
        assertThat(mira.composer()).isVisible();
        mira.say("from a phone");
        assertThat(mira.message("from a phone").locator(".a")).hasText("You");
    }

    @Test
    void everythingCanBeDoneByKeyboard() {
        Visitor mira = visitors.atDesk().open(room);
        mira.page().keyboard().press("Escape");
        mira.page().keyboard().press("Escape");
        assertThat(mira.page().getByLabel("Your name")).isVisible();
        mira.page().keyboard().type("Mira");
        mira.page().keyboard().press("Enter");
        mira.connected();
        assertThat(mira.composer()).isFocused();
        mira.page().keyboard().type("first line");
        mira.page().keyboard().press("Shift+Enter");
        mira.page().keyboard().type("second line");
        mira.page().keyboard().press("Enter");
        assertThat(mira.messages()).hasCount(1);
        assertEquals(
                List.of("first line\nsecond line"),
                mira.page().locator("#log .text").allTextContents());
        assertThat(mira.composer()).isEmpty();

        mira.page().reload();
        mira.connected();
        mira.page().locator(".skip").focus();
        mira.page().keyboard().press("Enter");
        assertThat(mira.composer()).isFocused();
    }

    @Test
    void aMessageMayBeAsLongAsTheProtocolAllowsAndNoLonger() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("😀".repeat(8_001));
        assertThat(mira.page().locator("#left")).hasText("1 over the limit");
        assertThat(mira.messages()).hasCount(0);
        mira.say("😀".repeat(8_000));
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        assertThat(mira.page().locator("#left")).isEmpty();
    }

    @Test
    void aLongRoomNameFitsOnASmallPhone() {
        Visitor mira =
                visitors.onPhone(320, ColorScheme.LIGHT).open("w".repeat(64)).as("Mira");
        Locator empty = mira.page().locator("#log .empty");
        assertThat(empty).containsText("No messages yet.");
        assertEquals(
                true,
                empty.evaluate(
                        "empty => empty.getBoundingClientRect().right <= innerWidth && empty.scrollWidth <= empty.clientWidth"));
        assertEquals(320, mira.page().evaluate("document.documentElement.scrollWidth"));
    }

    private void everyStateIsClean(Visitor mira, String where) {
        boolean phone = where.equals("phone");
        Line line = Line.of(mira.page());
        mira.open(room);
        assertThat(mira.page().getByLabel("Your name")).isVisible();
        Axe.assertClean(mira, where + "-name");
        mira.as("Mira Okafor");
        Axe.assertClean(mira, where + "-empty");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("Good morning: https://example.org");
        jonas.say("And one more");
        assertThat(jonas.page().locator("#log article.sent")).hasCount(2);
        jonas.leave();
        assertThat(mira.notice("Jonas disconnected")).isVisible();
        mira.say("Good morning");
        assertThat(mira.page().locator("#log article.sent")).hasCount(3);
        line.refusePosts(true);
        mira.say("Not this one");
        assertThat(mira.button("Retry")).isVisible();
        Axe.assertClean(mira, where + "-room");
        line.refusePosts(false);
        whatBecomesOfMessagesIsClean(mira, where);
        if (phone) {
            mira.button("1 person online").click();
            assertThat(mira.button("Close people")).isFocused();
            Axe.assertClean(mira, where + "-people");
            mira.button("Close people").click();
            mira.button("Back to rooms").click();
            Axe.assertClean(mira, where + "-rooms");
        }
        mira.rename("Bad\u200BName");
        assertThat(mira.formError()).not().isEmpty();
        Axe.assertClean(mira, where + "-rename");
        mira.button("Cancel").click();
        mira.button("New room").click();
        mira.button("Create room").click();
        assertThat(mira.formError()).not().isEmpty();
        Axe.assertClean(mira, where + "-new-room");
        mira.button("Cancel").click();
        if (phone) {
            mira.room(room).click();
        }

        mira.page().context().setOffline(true);
        line.hangUp(1001);
        assertThat(mira.button("Try now")).isVisible();
        mira.say("On the train");
        assertThat(mira.message("On the train")).containsText("Waiting for connection");
        assertThat(mira.banner()).containsText("You’re offline.");
        Axe.assertClean(mira, where + "-offline");
        mira.page().context().setOffline(false);
        assertThat(mira.page().locator("#log article.sent")).hasCount(5);

        line.hangUp(4500);
        assertThat(mira.banner()).containsText("Disconnected.");
        Axe.assertClean(mira, where + "-disconnected");
        mira.button("Reconnect").click();
        assertThat(mira.page().locator("#log article.sent")).hasCount(6); // retries the refused messages
    }

    private void whatBecomesOfMessagesIsClean(Visitor mira, String where) {
        Locator first = mira.message("And one more");
        mira.tool(first, "React");
        assertThat(mira.emoji("👍")).isVisible();
        Axe.assertClean(mira, where + "-emoji");
        mira.emoji("👍").click();
        assertThat(mira.reaction(first, "👍")).isVisible();
        mira.tool(first, "Reply");
        assertThat(mira.button("Cancel reply")).isVisible();
        Axe.assertClean(mira, where + "-reply");
        mira.say("@Mira Okafor is me");
        mira.choose(mira.message("Good morning"), "Edit message");
        assertThat(mira.button("Cancel editing")).isVisible();
        Axe.assertClean(mira, where + "-edit");
        mira.composer().fill("Good morning, all");
        mira.composer().press("Enter");
        assertThat(mira.page().locator("#log .ed")).hasCount(1);
        mira.button("Pinned messages").click();
        assertThat(mira.page().locator(".pins")).containsText("No pinned messages.");
        Axe.assertClean(mira, where + "-no-pins");
        mira.page().keyboard().press("Escape");
        mira.choose(first, "Pin message");
        assertThat(first.locator(".pd")).isVisible();
        mira.button("Pinned messages").click();
        assertThat(mira.page().locator(".pins li")).hasCount(1);
        Axe.assertClean(mira, where + "-pins");
        mira.button("Close pinned messages").click();
        mira.tool(mira.message("@Mira Okafor is me"), "More actions");
        Axe.assertClean(mira, where + "-menu");
        mira.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Delete message"))
                .click();
        assertThat(mira.button("Undo")).isVisible();
        Axe.assertClean(mira, where + "-deleted");
        mira.message("Good morning, all").locator(".t").click();
        assertThat(mira.page().locator("#log .target")).hasCount(1);
        Axe.assertClean(mira, where + "-target");
        mira.page().locator("#topic").click();
        Axe.assertClean(mira, where + "-topic");
        mira.page().keyboard().press("Escape");
        mira.search("from:");
        assertThat(mira.page().locator("#search-results .err")).isVisible();
        Axe.assertClean(mira, where + "-search-error");
        mira.page().locator("#search-input").fill("morning in:\"" + room + "\"");
        assertThat(mira.hits()).hasCount(2);
        Axe.assertClean(mira, where + "-search");
        mira.button("Close search").click();
        if (where.equals("phone")) {
            mira.button("Back to rooms").click();
        }
        mira.button("Browse rooms").click();
        mira.page().getByLabel("Find a room").fill(room); // other tests have created hundreds of rooms
        assertThat(mira.page().locator(".found li")).hasCount(1);
        Axe.assertClean(mira, where + "-browse");
        mira.button("Close").click();
        if (where.equals("phone")) {
            mira.room(room).click();
        }
    }
}

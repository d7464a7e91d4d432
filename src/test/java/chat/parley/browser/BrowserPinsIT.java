package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pinned messages: the mark on a message, and the list below the room's name. */
class BrowserPinsIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatOnePinsIsMarkedForAllAndTheOpenListFollows() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        Visitor jonas = visitors.atDesk(ColorScheme.DARK).open(room).as("Jonas");
        mira.say("The **plan**");
        mira.say("Lunch at noon");
        jonas.sees(List.of("The plan", "Lunch at noon"));
        opens(mira);
        assertThat(list(mira)).containsText("No pinned messages. To pin one, point to it and open “More actions”");
        mira.screenshot("pins-empty");

        jonas.choose(jonas.message("The plan"), "Pin message");
        assertThat(jonas.hears()).containsText("Message pinned");
        for (Visitor visitor : List.of(mira, jonas)) {
            assertThat(mark(visitor, "The plan")).hasText("Pinned");
            assertThat(visitor.message("The plan")).hasAttribute("aria-label", Pattern.compile(".*, pinned"));
            assertThat(mark(visitor, "Lunch at noon")).hasCount(0);
        }
        lists(mira, "The plan");
        assertThat(rows(mira)).containsText("You");
        jonas.choose(jonas.message("Lunch at noon"), "Pin message");
        lists(mira, "Lunch at noon", "The plan");
        assertThat(list(mira).getByRole(AriaRole.STATUS)).hasText("2 pinned");
        mira.screenshot("pins");
        opens(jonas);
        lists(jonas, "Lunch at noon", "The plan");
        jonas.screenshot("pins-dark");
        jonas.page().keyboard().press("Escape");

        mira.page().keyboard().press("Escape");
        mira.choose(mira.message("Lunch at noon"), "Edit message");
        assertThat(mira.composer()).hasValue("Lunch at noon");
        mira.composer().fill("Lunch at one");
        mira.composer().press("Enter");
        assertThat(mark(jonas, "Lunch at one")).hasCount(1);
        opens(mira);
        lists(mira, "Lunch at one", "The plan");
        jonas.choose(jonas.message("The plan"), "Unpin message");
        lists(mira, "Lunch at one");
        assertThat(mark(mira, "The plan")).hasCount(0);
        mira.reload();
        assertThat(mark(mira, "Lunch at one")).hasCount(1);

        opens(jonas);
        lists(jonas, "Lunch at one");
        mira.choose(mira.message("Lunch at one"), "Delete message");
        assertThat(list(jonas)).containsText("No pinned messages.");
    }

    @Test
    void aPressLeadsToAMessageOfLongAgo() {
        for (Visitor mira : List.of(visitors.atDesk(), visitors.onPhone(320, ColorScheme.DARK))) {
            String there = room + mira.page().viewportSize().width;
            mira.open("lobby").as("Mira");
            mira.withClient("""
          const client = connect({ name: 'Jonas' });
          const joined = await client.join(room);
          const { offset } = await joined.send('How to get on call');
          await joined.pin(offset);
          await Promise.all(Array.from({ length: 120 }, (_, n) => joined.send(`message ${n + 1}`)));
          await client.close();
          """, there);
            mira.open(there).connected();
            opens(mira);
            lists(mira, "How to get on call");
            mira.screenshot("pins-" + mira.page().viewportSize().width);
            rows(mira).getByRole(AriaRole.LINK).click();
            assertThat(list(mira)).hasCount(0);
            assertThat(mira.message("How to get on call")).isInViewport();
            assertThat(mira.page().locator("#log .target")).containsText("How to get on call");
            assertThat(mira.page()).hasURL(Pattern.compile(".*&at=1"));
            mira.page().goBack();
            assertThat(mira.message("message 120")).isInViewport();
        }
    }

    @Test
    void theListIsUsedByKeyboard() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        for (String text : List.of("one", "two", "three")) {
            mira.say(text);
            assertThat(mira.message(text)).hasClass(Pattern.compile("\\bsent\\b"));
            mira.choose(mira.message(text), "Pin message");
        }
        assertThat(mira.page().locator("#log .pd")).hasCount(3);
        Locator button = mira.button("Pinned messages");
        button.focus();
        press(mira, "Enter");
        assertThat(list(mira)).isFocused();
        assertThat(button).hasAttribute("aria-expanded", "true");
        lists(mira, "three", "two", "one");
        press(mira, "Tab", "Tab");
        assertThat(rows(mira).first().getByRole(AriaRole.LINK)).isFocused();
        press(mira, "Tab", "Tab", "Tab");
        assertThat(unpin(mira).nth(1)).isFocused();
        press(mira, "Enter");
        lists(mira, "three", "one");
        assertThat(mira.hears()).containsText("Message unpinned");
        assertThat(unpin(mira).nth(1)).isFocused();
        press(mira, "Enter");
        lists(mira, "three");
        assertThat(unpin(mira)).isFocused();
        press(mira, "Enter");
        assertThat(rows(mira)).hasCount(0);
        assertThat(list(mira)).isFocused();
        press(mira, "Escape");
        assertThat(list(mira)).hasCount(0);
        assertThat(button).isFocused();
        assertThat(button).hasAttribute("aria-expanded", "false");
        press(mira, "Space");
        assertThat(list(mira)).isFocused();
    }

    @Test
    void theButtonAndAPressElsewhereCloseTheList() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        opens(mira);
        mira.button("Pinned messages").click();
        assertThat(list(mira)).hasCount(0);
        opens(mira);
        mira.composer().click();
        assertThat(list(mira)).hasCount(0);
        opens(mira);
        mira.button("Close pinned messages").click();
        assertThat(list(mira)).hasCount(0);
        assertThat(mira.button("Pinned messages")).isFocused();
    }

    @Test
    void aPinMadeWithoutAConnectionIsShownAtOnceAndSurvivesAReload() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("first");
        mira.say("second");
        jonas.sees(List.of("first", "second"));
        jonas.choose(jonas.message("first"), "Pin message");
        assertThat(mark(mira, "first")).hasCount(1);
        opens(mira);
        lists(mira, "first");
        line.down();
        assertThat(list(mira)).containsText("No connection: this list may be out of date.");
        mira.page().keyboard().press("Escape");
        mira.choose(mira.message("second"), "Pin message");
        assertThat(mark(mira, "second")).hasCount(1);
        assertThat(mira.message("second")).containsText("Waiting for connection");
        mira.choose(mira.message("first"), "Unpin message");
        assertThat(mark(mira, "first")).hasCount(0);
        mira.screenshot("pins-waiting");
        assertThat(mira.banner()).containsText("2 changes");

        mira.page().waitForCondition(() -> mira.kept().equals(2));
        mira.reload();
        opens(mira);
        assertThat(list(mira)).containsText("Pinned messages load once you are online.");
        mira.screenshot("pins-offline");
        line.up();
        assertThat(mark(jonas, "second")).hasCount(1);
        assertThat(mark(jonas, "first")).hasCount(0);
        lists(mira, "second");
        assertThat(mark(mira, "second")).hasCount(1);
        mira.page().waitForCondition(() -> mira.kept().equals(0));
    }

    @Test
    void oneTooManyIsRefusedInPlainWords() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        mira.withClient("""
        const client = connect({ name: 'Jonas' });
        const joined = await client.join(room);
        const sent = await Promise.all(Array.from({ length: 50 }, (_, n) => joined.send(`message ${n + 1}`)));
        await Promise.all(sent.map(({ offset }) => joined.pin(offset)));
        await client.close();
        """, room);
        mira.say("one too many");
        assertThat(mira.page().locator("#log article.sent").last()).containsText("one too many");
        mira.choose(mira.message("one too many"), "Pin message");
        assertThat(mira.page().locator("#toast"))
                .containsText("Could not pin the message. A room can have 50 pinned messages.");
        assertThat(mark(mira, "one too many")).hasCount(0);
        opens(mira);
        assertThat(rows(mira)).hasCount(50);
        assertThat(rows(mira).first()).containsText("message 50");
        mira.screenshot("pins-fifty");
        assertTrue(isWhole(mira), "the list is cut off");
        rows(mira).last().getByRole(AriaRole.BUTTON).click();
        assertThat(rows(mira)).hasCount(49);
    }

    @Test
    void onAPhoneItIsASheetThatBackCloses() {
        Visitor mira = visitors.withTouch(360, 640).open(room).as("Mira");
        mira.say("from a phone");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.button("Pinned messages").tap();
        assertThat(list(mira)).containsText("touch and hold it");
        mira.page().goBack();
        assertThat(list(mira)).hasCount(0);
        assertThat(mira.composer()).isVisible();
        mira.message("from a phone").locator(".text").tap();
        mira.message("from a phone").getByRole(AriaRole.BUTTON).last().tap();
        mira.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Pin message"))
                .tap();
        assertThat(mark(mira, "from a phone")).hasCount(1);
        mira.button("Pinned messages").tap();
        lists(mira, "from a phone");
        mira.screenshot("pins-sheet");
        unpin(mira).tap();
        assertThat(mark(mira, "from a phone")).hasCount(0);
        assertThat(rows(mira)).hasCount(0);
    }

    @Test
    void anotherRoomHasPinsOfItsOwn() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("only here");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.choose(mira.message("only here"), "Pin message");
        opens(mira);
        lists(mira, "only here");
        mira.page().goBack();
        mira.open(room + "b").connected();
        opens(mira);
        assertThat(list(mira)).containsText("No pinned messages.");
        mira.page().keyboard().press("Escape");
        mira.room(room).click();
        opens(mira);
        lists(mira, "only here");
        mira.follow(room + "missing").connected();
        assertThat(mira.button("Go to the lobby")).isVisible();
        assertThat(mira.button("Pinned messages")).isHidden();
    }

    @Test
    void rightToLeftTheListStaysInsideTheWindow() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("مرحبا بالجميع");
        mira.say("And one in English");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        for (Locator message : List.of(mira.message("مرحبا بالجميع"), mira.message("And one in English"))) {
            mira.choose(message, "Pin message");
        }
        mira.page().evaluate("document.dir = 'rtl'");
        opens(mira);
        assertThat(rows(mira)).hasCount(2);
        mira.screenshot("pins-rtl");
        assertTrue(isWhole(mira), "the list is cut off");
    }

    @Test
    void theLibraryPinsAndListsWhatIsPinned() {
        assertEquals(
                List.of(
                        List.of("pinned a", "pinned b", "unpinned b", "pinned c"),
                        List.of(true, true),
                        List.of("c+", "a+"),
                        List.of("a+", "b", "c+"),
                        List.of("not-found", "not-found"),
                        List.of("c+"),
                        List.of(false, false, true, true)),
                visitors.atDesk().open("lobby").as("Mira").withClient("""
                const [author, other] = [connect({ name: 'Author' }), connect({ name: 'Other' })];
                const [mine, theirs] = [await author.join(room), await other.join(room)];
                const kinds = [];
                const heard = new Map();
                const words = messages => messages.map(({ text, pinned }) => text + (pinned ? '+' : ''));
                theirs.on('message', ({ message }) => heard.set(message.offset, message));
                theirs.on('change', ({ kind, target, apply }) => {
                  const before = heard.get(target);
                  const after = apply(before);
                  if (after.pinned !== before.pinned && !after.deleted) kinds.push(`${kind} ${after.text}`);
                  heard.set(target, after);
                });
                const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(text => mine.send(text)));
                while (heard.size < 3) await new Promise(resolve => theirs.on('message', resolve));
                const pinning = theirs.pin(a.offset);
                const before = theirs.preview(heard.get(a.offset));
                await pinning;
                await mine.pin(b.offset);
                await mine.unpin(b.offset);
                await mine.unpin(b.offset);
                await theirs.pin(c.offset);
                await mine.pin(c.offset);
                await mine.edit(a.offset, 'a');
                while (!heard.get(a.offset).editedAt) await new Promise(resolve => theirs.on('change', resolve));
                const listed = words(await mine.pins());
                const { messages } = await theirs.history();
                await mine.delete(a.offset);
                const gone = await theirs.pin(a.offset).catch(({ code }) => code);
                const never = await theirs.unpin(9_999).catch(({ code }) => code);
                const left = words(await theirs.pins());
                const late = connect({ name: 'Late' });
                const { messages: after } = await (await late.join(room)).history();
                await Promise.all([author.close(), other.close(), late.close()]);
                const pinned = offset => after.find(each => each.offset === offset).pinned;
                return [kinds, [before.pinned, before.waiting], listed, words(messages), [gone, never], left,
                  [pinned(a.offset), pinned(b.offset), pinned(c.offset), heard.get(c.offset).pinned]];
                """, room));
    }

    private static void opens(Visitor visitor) {
        visitor.button("Pinned messages").click();
        assertThat(list(visitor)).isVisible();
    }

    private static Locator list(Visitor visitor) {
        return visitor.page().locator(".pins");
    }

    private static Locator rows(Visitor visitor) {
        return list(visitor).getByRole(AriaRole.LISTITEM);
    }

    private static Locator unpin(Visitor visitor) {
        return rows(visitor).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Unpin"));
    }

    private static void lists(Visitor visitor, String... texts) {
        assertThat(list(visitor).locator(".hit-t")).hasText(texts);
    }

    private static Locator mark(Visitor visitor, String text) {
        return visitor.message(text).locator(".pd");
    }

    private static void press(Visitor visitor, String... keys) {
        for (String key : keys) {
            visitor.page().keyboard().press(key);
        }
    }

    private static boolean isWhole(Visitor visitor) {
        BoundingBox box = list(visitor).boundingBox();
        var window = visitor.page().viewportSize();
        return box.x >= 0 && box.y >= 0 && box.x + box.width <= window.width && box.y + box.height <= window.height;
    }
}

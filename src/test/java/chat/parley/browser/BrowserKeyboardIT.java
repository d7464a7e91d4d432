package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page by keyboard: the switcher, shortcuts, formats and commands. */
class BrowserKeyboardIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private static final String SAY =
            "const client = connect({ name: 'Jonas' }); const there = await client.join(room.split('|')[0]); await there.send(room.split('|')[1]); await client.close();";

    private final String word = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String room = "room " + word;

    /** From the sign-in to a message that was said before, and not one click. */
    @Test
    void everythingIsDoneWithoutAMouse() {
        visitors.atDesk().open(room + " two").as("Amara").say("here as well");
        Visitor mira = visitors.atDesk().openLobby();
        assertThat(mira.page().locator("#name")).isFocused();
        keys(mira).type("Mira");
        keys(mira).press("Enter");
        mira.connected();

        opens(mira);
        keys(mira).type(word + " tw");
        assertThat(chosen(mira)).containsText(room + " two");
        keys(mira).press("Enter");
        assertThat(heading(mira)).hasText(room + " two");
        assertThat(mira.message("here as well")).isVisible();
        assertThat(mira.composer()).isFocused();

        keys(mira).type("this is ");
        keys(mira).press("Control+b");
        keys(mira).type(word);
        keys(mira).press("Control+b");
        keys(mira).type("!");
        keys(mira).press("Enter");
        assertThat(mira.page().locator("#log strong")).hasText(word);

        keys(mira).type("/to");
        assertThat(option(mira)).containsText("/topic");
        keys(mira).press("Tab");
        assertThat(mira.composer()).hasValue("/topic ");
        keys(mira).type("All about it");
        keys(mira).press("Enter");
        assertThat(mira.page().locator("#topic")).hasText("All about it");
        assertThat(mira.composer()).isEmpty();
        keys(mira).type("/me waves at @Amara");
        keys(mira).press("Escape"); // the list of people
        keys(mira).press("Enter");
        assertThat(mira.page().locator("#log em")).hasText("waves at @Amara");
        assertThat(mira.page().locator("#log em .at")).hasText("@Amara");

        mira.withClient(SAY, "lobby|@Mira, look: " + word);
        assertThat(mira.page().locator("#rooms .unread")).hasCount(1);
        keys(mira).press("Alt+Shift+ArrowDown");
        assertThat(heading(mira)).hasText("lobby");
        keys(mira).press("Alt+Shift+ArrowDown");
        assertThat(mira.page().locator("#toast")).containsText("No unread messages in other rooms");
        keys(mira).press("Alt+ArrowUp"); // the lobby has the latest message: around the end of the list
        assertThat(heading(mira)).hasText(room + " two");
        keys(mira).press("Alt+ArrowDown");
        assertThat(heading(mira)).hasText("lobby");

        opens(mira);
        keys(mira).type("\"this is " + word + "\"");
        assertThat(chosen(mira)).containsText("Search messages");
        keys(mira).press("Enter");
        assertThat(mira.page().locator("#search-input")).isFocused();
        mira.page().waitForCondition(() -> {
            keys(mira).press("Enter");
            assertThat(mira.page().locator(".s-state")).not().hasText("Searching…");
            return mira.hits().count() == 1;
        });
        while (!(boolean) mira.hits().evaluate("hit => hit === document.activeElement")) {
            keys(mira).press("Tab");
        }
        keys(mira).press("Enter");
        assertThat(heading(mira)).hasText(room + " two");
        assertThat(mira.page().locator("#log .target")).containsText("this is " + word + "!");
    }

    @Test
    void theSwitcherListsWhatIsUnreadThenWhatWasVisited() {
        Visitor mira = visitors.atDesk();
        for (String each : List.of("a", "b", "c")) {
            mira.open(room + each);
            if (each.equals("a")) {
                mira.as("Mira");
            }
            mira.connected();
            mira.withClient(SAY, room + each + "|hello");
            assertThat(mira.message("hello")).isVisible();
        }
        mira.room("lobby").click();
        mira.room(room + "b").click();
        mira.room("lobby").click();
        mira.withClient(SAY, room + "a|news");
        assertThat(mira.page().locator("#rooms .unread")).hasCount(1);
        mira.button("Go to…").click();
        assertThat(options(mira)).hasText(new Pattern[] {
            Pattern.compile(room + "a\\s*1 unread"),
            Pattern.compile(room + "b"),
            Pattern.compile(room + "c"),
            Pattern.compile("Search messages")
        });
        Axe.assertClean(mira, "switcher");
        keys(mira).press("ArrowUp");
        assertThat(chosen(mira)).containsText("Search messages");
        keys(mira).press("ArrowDown");
        keys(mira).press("ArrowDown");
        assertThat(chosen(mira)).hasText(room + "b");
        assertEquals(chosen(mira).getAttribute("id"), field(mira).getAttribute("aria-activedescendant"));
        keys(mira).press("Control+k");
        assertThat(dialog(mira)).isHidden();
        assertThat(mira.button("Go to…")).isFocused();

        opens(mira);
        keys(mira).type("nobody" + word);
        assertThat(dialog(mira).locator(".sw-none")).hasText("No room or person has this name.");
        assertThat(options(mira)).hasCount(1);
        Axe.assertClean(mira, "switcher-nothing");
        keys(mira).press("Escape");

        opens(mira);
        keys(mira).type(word + "c");
        options(mira).first().hover();
        options(mira).first().click();
        assertThat(heading(mira)).hasText(room + "c");
    }

    @Test
    void theSwitcherFindsRoomsWeAreNotInAndPeople() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas " + word);
        jonas.say("hello");
        RoomTools.of(jonas).create("Secret " + word);
        jonas.room(room).click();
        jonas.say("/join secret " + word); // not a new public room of that name
        assertThat(heading(jonas)).hasText("Private room: Secret " + word);
        Visitor mira = visitors.atDesk().openLobby().as("Mira");
        opens(mira);
        keys(mira).insertText(word);
        keys(mira).press("Enter"); // before the server has answered
        assertThat(heading(mira)).hasText(room);
        assertThat(mira.message("hello")).isVisible();

        opens(mira);
        keys(mira).insertText("jo " + word);
        assertThat(chosen(mira)).containsText("Jonas " + word);
        keys(mira).press("Enter");
        assertThat(heading(mira)).hasText("Direct message: Jonas " + word);
        opens(mira);
        keys(mira).insertText("secret " + word);
        assertThat(options(mira)).hasCount(1); // others' private rooms are nobody's business
        assertThat(dialog(mira).locator(".sw-none")).hasText("No room or person has this name.");
        keys(mira).press("Control+a");
        keys(mira).insertText("jonas " + word);
        assertThat(options(mira)).hasCount(2); // the conversation stands for the person
        assertThat(chosen(mira)).hasText(Pattern.compile("Jonas " + word + "\\s*Direct message"));
    }

    @Test
    void onAPhoneTheSwitcherFillsTheScreenInBothDirections() {
        Visitor mira = visitors.onPhone(ColorScheme.DARK).open(room).as("Mira");
        mira.button("Back to rooms").tap();
        mira.button("Go to…").tap();
        assertThat(field(mira)).isFocused();
        keys(mira).insertText(word);
        assertThat(options(mira)).hasCount(2);
        for (String direction : List.of("rtl", "ltr")) {
            mira.page().evaluate("direction => (document.documentElement.dir = direction)", direction);
            mira.screenshot("switcher-phone-" + direction);
            assertEquals(390.0, dialog(mira).boundingBox().width);
            assertEquals(true, dialog(mira).evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth"));
            assertTrue(options(mira).first().boundingBox().height >= 44);
            assertThat(dialog(mira).getByRole(AriaRole.BUTTON)).isInViewport();
        }
        Axe.assertClean(mira, "switcher-phone");
        options(mira).first().tap();
        assertThat(heading(mira)).hasText(room);

        RoomTools.of(mira).choose("Keyboard shortcuts");
        Locator sheet = mira.page().locator("dialog.keys");
        for (String direction : List.of("rtl", "ltr")) {
            mira.page().evaluate("direction => (document.documentElement.dir = direction)", direction);
            mira.screenshot("shortcuts-phone-" + direction);
            assertEquals(true, sheet.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth"));
            assertThat(mira.button("Close")).isInViewport();
        }
        mira.page().goBack();
        assertThat(sheet).hasCount(0);
        assertThat(mira.composer()).isVisible();
        mira.composer().tap();
        keys(mira).insertText("/");
        assertThat(option(mira)).hasCount(11);
        assertEquals(true, mira.page().locator("#completion").evaluate("list => list.scrollWidth <= list.clientWidth"));
        mira.screenshot("commands-phone");
    }

    @Test
    void theSheetOfShortcutsOpensByAQuestionMarkOutsideOfText() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.composer().press("?");
        assertThat(mira.composer()).hasValue("?");
        mira.page().locator("#log").press("?");
        Locator sheet = mira.page().locator("dialog.keys");
        assertThat(sheet.locator("dt")).hasCount(33);
        assertThat(sheet).containsText("Strikethrough");
        Axe.assertClean(mira, "shortcuts");
        keys(mira).press("Escape");
        assertThat(sheet).hasCount(0);
        assertThat(mira.page().locator("#log")).isFocused();
        mira.composer().fill("/help");
        mira.composer().press("Enter");
        assertThat(sheet.locator("code").first()).hasText("/me what you do");
        sheet.getByRole(AriaRole.CHECKBOX).uncheck();
        keys(mira).press("Escape");
        mira.page().locator("#log").press("?");
        mira.page().locator("#log").press("/");
        opens(mira);
        assertThat(sheet).hasCount(0);
        assertThat(mira.page().locator("#search")).isHidden();
    }

    @Test
    void formatsListsAndLinksCanBeUndone() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        mira.composer().focus();
        keys(mira).type("one two");
        for (String[] each : new String[][] {
            {"Control+b", "one **two**"},
            {"Control+i", "one ***two***"},
            {"Control+b", "one *two*"},
            {"Control+i", "one two"},
            {"Control+e", "one `two`"},
            {"Control+e", "one two"},
            {"Control+Shift+x", "one ~~two~~"}
        }) {
            if (each[1].equals("one **two**")) {
                keys(mira).press("Control+Shift+ArrowLeft");
            }
            keys(mira).press(each[0]);
            assertThat(mira.composer()).hasValue(each[1]);
        }
        keys(mira).press("Control+z");
        assertThat(mira.composer()).hasValue("one two");
        mira.page().evaluate("() => navigator.clipboard.writeText('https://example.org/')");
        keys(mira).press("End");
        keys(mira).press("Control+Shift+ArrowLeft");
        keys(mira).press("Control+v");
        assertThat(mira.composer()).hasValue("one [two](https://example.org/)");
        keys(mira).press("Control+z");
        assertThat(mira.composer()).hasValue("one two");
        keys(mira).press("End");
        keys(mira).press("Control+v");
        assertThat(mira.composer()).hasValue("one twohttps://example.org/");

        keys(mira).press("Control+a");
        keys(mira).type("1. one");
        keys(mira).press("Shift+Enter");
        keys(mira).type("two");
        keys(mira).press("Shift+Enter");
        assertThat(mira.composer()).hasValue("1. one\n2. two\n3. ");
        keys(mira).press("Shift+Enter");
        keys(mira).type("end");
        assertThat(mira.composer()).hasValue("1. one\n2. two\n\nend");
        keys(mira).press("Enter");
        assertThat(mira.page().locator("#log ol ol li")).hasText(new String[] {"one", "two"});

        keys(mira).type("```");
        keys(mira).press("Enter");
        keys(mira).type("- one");
        keys(mira).press("Enter");
        assertThat(mira.composer()).hasValue("```\n- one\n"); // code is no list
    }

    @Test
    void whatIsNoCommandIsNotSentAndNotLost() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("/topci All about it");
        Locator refusal = mira.page().locator(".cw").getByRole(AriaRole.ALERT);
        assertThat(refusal).containsText("There is no command /topci. Did you mean /topic?");
        assertThat(refusal).hasAttribute("data-error", "unknown-command");
        assertThat(mira.composer()).hasValue("/topci All about it");
        assertThat(mira.composer()).isFocused();
        Axe.assertClean(mira, "command-unknown");
        keys(mira).press("End");
        keys(mira).type("!");
        assertThat(refusal).hasCount(0);
        keys(mira).press("Enter");
        mira.button("Send as a message").click();
        assertThat(mira.composer()).isFocused();
        mira.sees(List.of("/topci All about it!"));

        for (String[] each : new String[][] {
            {"/invite @Jonas", "Everybody can join this room. Share its link instead."},
            {"/rename x", "You may not do that in this room."},
            {"/msg @Nobody", "You have not met anybody called Nobody."},
            {"/topic", "Something is missing: /topic text"}
        }) {
            mira.composer().fill(each[0]);
            keys(mira).press("Escape");
            keys(mira).press("Enter");
            assertThat(refusal).hasText(each[1]);
            assertThat(mira.composer()).hasValue(each[0]);
        }
        mira.room("lobby").click();
        assertThat(refusal).hasCount(0);
        mira.say("/leave");
        assertThat(refusal).hasText("Nobody can leave the lobby.");
        mira.room(room).click();
        assertThat(mira.composer()).hasValue("/topic");

        mira.say("//topic is a command");
        mira.say("/etc/hosts is a file");
        mira.sees(List.of("/topci All about it!", "/topic is a command", "/etc/hosts is a file"));
        mira.composer().press("ArrowUp");
        mira.say("/help is what I meant"); // an edit is no command
        mira.sees(List.of("/topci All about it!", "/topic is a command", "/help is what I meant"));
        assertThat(mira.page().locator("dialog[open]")).hasCount(0);
    }

    @Test
    void whatIsTypedWhileTheSwitcherIsLoadedGoesThere() {
        Visitor mira = visitors.atDesk();
        List<Route> held = new ArrayList<>();
        mira.page().route("**/switcher.js", held::add);
        mira.open(room).as("Mira");
        mira.composer().fill("a draft");
        keys(mira).press("Control+k");
        mira.page().waitForCondition(() -> !held.isEmpty());
        keys(mira).type("lobx");
        keys(mira).press("Backspace");
        held.get(0).resume();
        assertThat(field(mira)).hasValue("lob");
        assertThat(chosen(mira)).hasText("lobby");
        keys(mira).press("Enter");
        assertThat(heading(mira)).hasText("lobby");
        mira.room(room).click();
        assertThat(mira.composer()).hasValue("a draft");
        assertThat(mira.messages()).hasCount(0);
    }

    @Test
    void escapeGivesTheKeysBackWhileTheSwitcherIsLoaded() {
        Visitor mira = visitors.atDesk();
        List<Route> held = new ArrayList<>();
        mira.page().route("**/switcher.js", held::add);
        mira.open(room).as("Mira");
        mira.composer().fill("a draft");
        mira.composer().press("End");
        keys(mira).press("Control+k");
        mira.page().waitForCondition(() -> !held.isEmpty());
        keys(mira).press("Escape");
        keys(mira).type("!");
        assertThat(mira.composer()).hasValue("a draft!");
        keys(mira).press("Control+k");
        keys(mira).type("lob");
        held.get(0).resume();
        assertThat(field(mira)).hasValue("lob");
    }

    @Test
    void whatCannotBeLoadedIsSaidAndNothingIsLost() {
        Visitor mira = visitors.atDesk();
        mira.page().route("**/switcher.js", route -> route.abort("internetdisconnected"));
        mira.page().route("**/commands.js", route -> route.abort("internetdisconnected"));
        mira.open(room).as("Mira");
        keys(mira).press("Control+k");
        assertThat(mira.page().locator("#toast")).containsText("This cannot be loaded.");
        mira.composer().fill("/topic All about it");
        mira.composer().press("Enter");
        assertThat(mira.page().locator(".cw")).containsText("Commands cannot be loaded.");
        assertThat(mira.composer()).hasValue("/topic All about it");
    }

    private static Keyboard keys(Visitor visitor) {
        return visitor.page().keyboard();
    }

    private static void opens(Visitor visitor) {
        keys(visitor).press("Control+k");
        assertThat(field(visitor)).isFocused();
    }

    private static Locator dialog(Visitor visitor) {
        return visitor.page().locator("dialog.sw");
    }

    private static Locator field(Visitor visitor) {
        return dialog(visitor).getByRole(AriaRole.COMBOBOX);
    }

    private static Locator options(Visitor visitor) {
        return dialog(visitor).getByRole(AriaRole.OPTION);
    }

    private static Locator chosen(Visitor visitor) {
        return dialog(visitor).locator("[aria-selected=true]");
    }

    /** What completes the text in the message box. */
    private static Locator option(Visitor visitor) {
        return visitor.page().locator("#completion [role=option]");
    }

    private static Locator heading(Visitor visitor) {
        return RoomTools.of(visitor).heading();
    }
}
